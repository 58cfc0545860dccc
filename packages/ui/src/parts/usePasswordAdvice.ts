'use client';

import { type FormEvent, useState } from 'react';
import { metRules, type PasswordPolicy, type PasswordRule } from './passwordPolicy.ts';
import { passwordStrength, type StrengthLabel } from './passwordStrength.ts';

/** What can be said about a password while it is typed. Holds no part of the password. */
export interface PasswordAdvice {
  readonly met: readonly PasswordRule[];
  readonly strength: StrengthLabel;
  /** Goes on the password's input. */
  readonly onInput: (event: FormEvent<HTMLInputElement>) => void;
}

/** Watches a new password being typed. */
export function usePasswordAdvice(policy: PasswordPolicy): PasswordAdvice {
  const [advice, setAdvice] = useState<Omit<PasswordAdvice, 'onInput'>>({ met: [], strength: 'empty' });
  const onInput = (event: FormEvent<HTMLInputElement>): void => {
    const password = event.currentTarget.value;
    setAdvice({ met: metRules(password, policy), strength: passwordStrength(password) });
  };
  return { ...advice, onInput };
}
