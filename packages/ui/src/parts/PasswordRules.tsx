'use client';

import type { JSX } from 'react';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PasswordPolicy, type PasswordRule, rulesOf } from './passwordPolicy.ts';

/** Props of {@link PasswordRules}. */
export interface PasswordRulesProps {
  readonly policy: PasswordPolicy;
  readonly met: readonly PasswordRule[];
  /** So that the input can refer to the list. */
  readonly id?: string;
}

/** The demands of the password policy, each ticked off as it is met. Advice: nothing here keeps anybody from submitting. */
export function PasswordRules({ policy, met, id }: PasswordRulesProps): JSX.Element {
  const { password } = useMessages();
  return (
    <div data-vk="password-rules" id={id}>
      <p data-vk="visually-hidden">{password.rules}</p>
      <ul>
        {rulesOf(policy).map((rule) => (
          <li key={rule} data-met={met.includes(rule) || undefined}>
            {rule === 'minLength' ? password.minLength(policy.minLength) : password[rule]}
            <span data-vk="visually-hidden"> ({met.includes(rule) ? password.met : password.notMet})</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
