'use client';

import type { JSX } from 'react';
import { useForm } from '../form/FormContext.ts';
import { SlotButton, type SlotButtonProps } from './Slots.tsx';

/** Props of {@link SubmitButton}: those of a button, and these. */
export interface SubmitButtonProps extends Omit<SlotButtonProps, 'type' | 'disabled'> {
  /** What the button says while the answer is awaited. Default: its children. */
  readonly pendingText?: string;
}

/** Submits the form around it. While the answer is awaited it stays focusable, so that focus is never lost. */
export function SubmitButton({ pendingText, children, ...button }: SubmitButtonProps): JSX.Element {
  const { pending, submitting } = useForm();
  return (
    <SlotButton
      data-vk="button"
      data-vk-variant="primary"
      {...button}
      type="submit"
      data-pending={submitting || undefined}
      aria-disabled={pending}
      aria-busy={submitting}
    >
      {submitting ? <span data-vk="spinner" aria-hidden="true" /> : null}
      {submitting ? (pendingText ?? children) : children}
    </SlotButton>
  );
}
