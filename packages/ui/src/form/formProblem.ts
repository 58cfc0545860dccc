import type { CredentialsError, ErrorCode } from '@valetkey/core';
import type { Messages } from '../messages/Messages.ts';
import { errorMessage } from '../messages/personErrorCode.ts';
import type { InvalidField } from './invalidFields.ts';

/** What is wrong with one field. */
export interface FieldProblem {
  readonly name: string;
  /** What is wrong; `undefined` when the summary alone says it. */
  readonly text: string | undefined;
  /** What the summary's link to the field says. */
  readonly link: string;
}

/** What is wrong with a form, in words. */
export interface FormProblem {
  /** Stands above the fields: for the whole form, or for two fields and more. */
  readonly summary: string | undefined;
  readonly fields: readonly FieldProblem[];
  /** For the developer, in development builds only. */
  readonly advice: string | undefined;
}

/** What a form knows about the errors of its service. */
export interface ProblemRules {
  /** The fields an error is about: their labels by their names. An error not listed is about the whole form. */
  readonly fields?: Partial<Record<ErrorCode, Readonly<Record<string, string>>>>;
  /** The fields an error makes worthless, so that they are emptied. */
  readonly clears?: Partial<Record<ErrorCode, readonly string[]>>;
  /** Words for this form instead of the catalogue's general ones. */
  readonly texts?: Partial<Record<ErrorCode, string>>;
}

/** Puts what the browser found wrong, else what the service answered, into words. */
export function formProblem(
  invalid: readonly InvalidField[],
  error: CredentialsError | undefined,
  rules: ProblemRules,
  messages: Messages,
): FormProblem | undefined {
  if (invalid.length > 0) {
    const fields = invalid.map((field) => {
      const text = invalidFieldText(field, messages);
      return { name: field.name, text, link: text };
    });
    return { summary: invalid.length > 1 ? messages.form.checkFields : undefined, fields, advice: undefined };
  }
  if (error === undefined) return undefined;
  const text = rules.texts?.[error.code] ?? errorMessage(error, messages.errors);
  const fields = Object.entries(rules.fields?.[error.code] ?? {}).map(([name, link]) => ({ name, text: undefined, link }));
  const [only] = fields;
  if (only !== undefined && fields.length === 1) {
    return { summary: undefined, fields: [{ ...only, text }], advice: undefined };
  }
  // What a person can mend needs no advice for the developer; `fix` is empty in production builds.
  const advice = error.code in messages.errors || error.fix === '' ? undefined : `${error.code}: ${error.fix}`;
  return { summary: text, fields, advice };
}

function invalidFieldText(field: InvalidField, messages: Messages): string {
  switch (field.fault) {
    case 'missing':
      return messages.form.missing(field.label);
    case 'email':
      return messages.form.malformedEmail;
    case 'code':
      return messages.form.malformedCode(field.digits);
    case 'malformed':
      return messages.form.malformed(field.label);
    default:
      return field satisfies never;
  }
}
