'use client';

import type { FormEvent, JSX } from 'react';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { Field, type FieldProps } from './Field.tsx';
import { normaliseCode } from './normaliseCode.ts';

/** Props of {@link OtpField}. */
export interface OtpFieldProps extends Omit<FieldProps, 'name' | 'label' | 'type' | 'pattern' | 'inputMode'> {
  /** Default `'code'`. */
  readonly name?: string;
  /** Default: the catalogue's word. */
  readonly label?: string;
  /** How many digits the code has. Default 6, as Cognito sends. */
  readonly digits?: number;
}

/** A one-time code: one input, so that pasting, autofill and correcting work. Never submits by itself (WCAG 3.2.2). */
export function OtpField({ name = 'code', label, digits = 6, ...field }: OtpFieldProps): JSX.Element {
  const messages = useMessages();
  return (
    <Field
      data-vk-code=""
      data-vk-digits={digits}
      dir="ltr"
      {...field}
      name={name}
      label={label ?? messages.fields.code}
      type="text"
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern={`[0-9]{${digits}}`}
      onInput={(event) => {
        normaliseInput(event);
        field.onInput?.(event);
      }}
    />
  );
}

function normaliseInput(event: FormEvent<HTMLInputElement>): void {
  const input = event.currentTarget;
  const code = normaliseCode(input.value);
  if (code === input.value) return;
  const beforeCaret = normaliseCode(input.value.slice(0, input.selectionStart ?? input.value.length));
  input.value = code;
  input.setSelectionRange(beforeCaret.length, beforeCaret.length);
}
