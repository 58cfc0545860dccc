'use client';

import { type JSX, useEffect, useState } from 'react';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { useClock } from './ClockContext.ts';
import { type StrengthLabel, strengthLabels } from './passwordStrength.ts';

/** How long typing must pause before the strength is spoken, in ms. */
const SPEAK_AFTER_MS = 1000;

/** Props of {@link PasswordStrength}. */
export interface PasswordStrengthProps {
  readonly strength: StrengthLabel;
}

/** A meter with its reading in words, spoken when typing pauses. */
export function PasswordStrength({ strength }: PasswordStrengthProps): JSX.Element {
  const { password } = useMessages();
  const clock = useClock();
  const [spoken, setSpoken] = useState<StrengthLabel>('empty');
  useEffect(() => {
    if (spoken === strength) return undefined;
    return clock.setTimer(() => setSpoken(strength), SPEAK_AFTER_MS);
  }, [clock, spoken, strength]);
  return (
    <div data-vk="password-strength" data-strength={strength}>
      <span data-vk="strength-bar" aria-hidden="true" />
      <meter
        data-vk="visually-hidden"
        min={0}
        max={strengthLabels.length - 1}
        low={2}
        high={3}
        optimum={strengthLabels.length - 1}
        value={strengthLabels.indexOf(strength)}
        aria-label={password.strength}
      />
      <span aria-hidden="true">{password.strengthIs[strength]}</span>
      <output data-vk="visually-hidden">
        {spoken === 'empty' ? '' : `${password.strength}: ${password.strengthIs[spoken]}`}
      </output>
    </div>
  );
}
