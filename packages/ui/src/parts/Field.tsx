'use client';

import type { JSX, ReactNode } from 'react';
import { fieldId, summaryId, useForm } from '../form/FormContext.ts';
import { SlotInput, type SlotInputProps } from './Slots.tsx';

/** Props of {@link Field}: those of an input, uncontrolled, and these. */
export interface FieldProps extends Omit<SlotInputProps, 'id' | 'name' | 'value'> {
  /** The key in the form's data. */
  readonly name: string;
  readonly label: string;
  /** A line of help, read out with the field. */
  readonly hint?: string | undefined;
  /** Stands at the end of the input, e.g. a button. */
  readonly end?: ReactNode;
}

/** One labelled input that knows what is wrong with it. Must be filled unless `required={false}`. */
export function Field({ name, label, hint, end, required = true, ...input }: FieldProps): JSX.Element {
  const form = useForm();
  const id = fieldId(form.id, name);
  const problem = form.problem?.fields.find((field) => field.name === name);
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  const errorId = problem === undefined ? undefined : problem.text === undefined ? summaryId(form.id) : `${id}-error`;
  const describedBy = [errorId, hintId, input['aria-describedby']].filter((part) => part !== undefined).join(' ');
  return (
    <div data-vk="field" data-invalid={problem === undefined ? undefined : true}>
      <label data-vk="label" htmlFor={id}>
        {label}
      </label>
      <div data-vk="control">
        <SlotInput
          data-vk="input"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          {...input}
          id={id}
          name={name}
          required={required}
          aria-invalid={problem !== undefined}
          aria-describedby={describedBy === '' ? undefined : describedBy}
        />
        {end}
      </div>
      {problem?.text === undefined ? null : (
        <p data-vk="field-error" id={errorId}>
          {problem.text}
        </p>
      )}
      {hint === undefined ? null : (
        <p data-vk="hint" id={hintId}>
          {hint}
        </p>
      )}
    </div>
  );
}
