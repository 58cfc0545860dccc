'use client';

import type { CredentialsError } from '@valetkey/core';
import { type FormEvent, type JSX, type ReactNode, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type FormState, FormProvider } from './FormContext.ts';
import { type FormProblem, formProblem, type ProblemRules } from './formProblem.ts';
import { type InvalidField, invalidFields } from './invalidFields.ts';

/** Props of {@link StepForm}. */
export interface StepFormProps {
  /** Why the last submit failed. A new object is a new failure. */
  readonly error: CredentialsError | undefined;
  /** True while the flow works. */
  readonly pending: boolean;
  /** True while the flow works on what this form sent. Default: what the form knows itself. */
  readonly submitting?: boolean;
  /** How errors belong to fields. Keep the object's identity between renders. Default: all are about the whole form. */
  readonly rules?: ProblemRules;
  /** Gets what was typed, once the fields are valid. Nothing else keeps it: passwords live in this object only. */
  readonly onSubmit: (data: FormData) => Promise<void>;
  readonly children?: ReactNode;
}

const NO_RULES: ProblemRules = {};

interface Attempt {
  readonly count: number;
  readonly invalid: readonly InvalidField[];
}

/** The names of the fields that were changed since a problem was found. */
interface Edits {
  readonly since: FormProblem | undefined;
  readonly names: readonly string[];
}

/**
 * A form for one step of a flow, with the behaviour every screen shares: it validates with words from the catalogue, keeps
 * what was typed, ignores a second submit while the first is under way, and moves focus to what has to be corrected.
 */
export function StepForm({
  error,
  pending,
  submitting,
  rules = NO_RULES,
  onSubmit,
  children,
}: StepFormProps): JSX.Element {
  const messages = useMessages();
  const id = useId();
  const formRef = useRef<HTMLFormElement>(null);
  const [attempt, setAttempt] = useState<Attempt>({ count: 0, invalid: [] });
  const [sending, setSending] = useState(false);
  const { count, invalid } = attempt;
  const found = useMemo(() => formProblem(invalid, error, rules, messages), [invalid, error, rules, messages]);
  const [edits, setEdits] = useState<Edits>({ since: undefined, names: [] });
  const problem = useMemo(() => withoutEdited(found, edits), [found, edits]);
  const state = useMemo<FormState>(
    () => ({ id, problem, pending, submitting: submitting ?? (sending && pending), attempt: count }),
    [id, problem, pending, submitting, sending, count],
  );

  useLayoutEffect(() => {
    const form = formRef.current;
    if (form === null) return;
    for (const name of (error && rules.clears?.[error.code]) ?? []) clearField(form, name);
    focusProblem(form);
  }, [invalid, error, rules]);

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (pending) return;
    const form = event.currentTarget;
    const refused = invalidFields(form);
    setAttempt({ count: count + 1, invalid: refused });
    if (refused.length > 0) return;
    setSending(true);
    void onSubmit(new FormData(form)).finally(() => setSending(false));
  };

  const noteEdit = ({ target }: FormEvent<HTMLFormElement>): void => {
    if (found === undefined || !(target instanceof HTMLInputElement)) return;
    const { name } = target;
    setEdits((before) => {
      const names = before.since === found ? before.names : [];
      return names.includes(name) ? before : { since: found, names: [...names, name] };
    });
  };

  // POST: should the form be sent before its script runs, the password must not end up in the address bar.
  return (
    <form
      ref={formRef}
      data-vk="form"
      data-pending={pending || undefined}
      method="post"
      noValidate
      onInput={noteEdit}
      onSubmit={submit}
    >
      <FormProvider value={state}>{children}</FormProvider>
    </form>
  );
}

/** What is said at one field alone is about what stood there: it goes as soon as the person changes that. */
function withoutEdited(found: FormProblem | undefined, { since, names }: Edits): FormProblem | undefined {
  if (found === undefined || found !== since || found.summary !== undefined) return found;
  return { ...found, fields: found.fields.filter(({ name }) => !names.includes(name)) };
}

function clearField(form: HTMLFormElement, name: string): void {
  const control = form.elements.namedItem(name);
  if (control instanceof HTMLInputElement) control.value = '';
}

/** Moves focus to the error summary, or to the one field that is wrong. Reads the DOM: what is shown is what counts. */
function focusProblem(form: HTMLFormElement): void {
  const summary = form.querySelector<HTMLElement>('[role="alert"]');
  const field = form.querySelector<HTMLInputElement>('[aria-invalid="true"]');
  (summary ?? field)?.focus();
  if (summary === null) field?.select();
}
