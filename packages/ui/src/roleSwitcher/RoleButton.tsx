'use client';

import type { JSX } from 'react';
import { SlotButton } from '../parts/Slots.tsx';

/** Props of {@link RoleButton}. */
export interface RoleButtonProps {
  readonly name: string;
  readonly description?: string | undefined;
  /** True for the role in force. */
  readonly pressed: boolean;
  readonly onPress: () => void;
}

/** One role to choose. It keeps focus when it is pressed, and a role in force stays a button: pressing it does nothing. */
export function RoleButton({ name, description, pressed, onPress }: RoleButtonProps): JSX.Element {
  return (
    <SlotButton data-vk="button" data-vk-variant="role" aria-pressed={pressed} onClick={onPress}>
      <span>
        <bdi>{name}</bdi> {description === undefined ? null : <span data-vk="hint">{description}</span>}
      </span>
    </SlotButton>
  );
}
