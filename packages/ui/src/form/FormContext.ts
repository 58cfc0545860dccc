'use client';

import { type Context, createContext, useContext } from 'react';
import type { FormProblem } from './formProblem.ts';

/** What the parts of a form know of it. */
export interface FormState {
  /** Begins the ids of the form's elements. */
  readonly id: string;
  readonly problem: FormProblem | undefined;
  /** True while the flow works, on this form or on something else: a submit has to wait. */
  readonly pending: boolean;
  /** True while the answer to this form is awaited. */
  readonly submitting: boolean;
  /** How often the form has been submitted: a password shown for one attempt is hidden by the next. */
  readonly attempt: number;
}

const FormContext: Context<FormState> = createContext<FormState>({
  id: 'vk',
  problem: undefined,
  pending: false,
  submitting: false,
  attempt: 0,
});

/** Carries the state of one form to its parts. */
export const FormProvider: Context<FormState>['Provider'] = FormContext.Provider;

/** The form around this part. */
export function useForm(): FormState {
  return useContext(FormContext);
}

/** The id of a form's error summary. */
export function summaryId(formId: string): string {
  return `${formId}-problem`;
}

/** The id of a field's input. */
export function fieldId(formId: string, name: string): string {
  return `${formId}-${name}`;
}
