'use client';

import type { ComponentPropsWithoutRef, JSX } from 'react';
import { SlotButton } from './Slots.tsx';

/** A button that reads like a link: it goes to another screen, not to another address. */
export function LinkButton(props: Omit<ComponentPropsWithoutRef<'button'>, 'type'>): JSX.Element {
  return <SlotButton data-vk="link" {...props} />;
}
