'use client';

import type { ComponentProps, JSX } from 'react';

/** Props of {@link Checkbox}: those of an input, uncontrolled, and these. */
export interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'name'> {
  /** The key in the form's data, which holds it only while it is checked. */
  readonly name: string;
  readonly label: string;
}

/** One choice that a person can leave alone. Its label is part of the target. */
export function Checkbox({ label, ...input }: CheckboxProps): JSX.Element {
  return (
    <label data-vk="checkbox">
      <input {...input} type="checkbox" />
      <span>{label}</span>
    </label>
  );
}
