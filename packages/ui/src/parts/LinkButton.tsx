'use client';

import type { JSX } from 'react';
import { SlotButton, type SlotButtonProps } from './Slots.tsx';

/** A button that reads like a link: it goes to another screen, not to another address. */
export function LinkButton(props: Omit<SlotButtonProps, 'type'>): JSX.Element {
  return <SlotButton data-vk="link" {...props} />;
}
