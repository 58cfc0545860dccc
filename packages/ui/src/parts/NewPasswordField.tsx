'use client';

import { type JSX, useId } from 'react';
import { PasswordField } from './PasswordField.tsx';
import { defaultPasswordPolicy, type PasswordPolicy } from './passwordPolicy.ts';
import { PasswordRules } from './PasswordRules.tsx';
import { PasswordStrength } from './PasswordStrength.tsx';
import { usePasswordAdvice } from './usePasswordAdvice.ts';

/** Props of {@link NewPasswordField}. */
export interface NewPasswordFieldProps {
  readonly name: string;
  readonly label: string;
  /** Default: Cognito's default policy. */
  readonly policy?: PasswordPolicy | undefined;
}

/** A password being chosen, with its strength and the rules it meets so far. */
export function NewPasswordField({ name, label, policy = defaultPasswordPolicy }: NewPasswordFieldProps): JSX.Element {
  const rulesId = useId();
  const { met, strength, onInput } = usePasswordAdvice(policy);
  return (
    <div data-vk="new-password">
      <PasswordField
        name={name}
        label={label}
        autoComplete="new-password"
        aria-describedby={rulesId}
        onInput={onInput}
      />
      <PasswordStrength strength={strength} />
      <PasswordRules id={rulesId} policy={policy} met={met} />
    </div>
  );
}
