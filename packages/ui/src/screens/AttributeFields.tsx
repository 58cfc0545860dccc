'use client';

import type { JSX } from 'react';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type AttributeField, resolveAttributeField } from '../parts/attributeField.ts';
import { Field } from '../parts/Field.tsx';
import { formText } from './formText.ts';

/** A field's key in the form's data: attributes are kept apart from user name, password and code. */
const PREFIX = 'attribute:';

/** Props of {@link AttributeFields}. */
export interface AttributeFieldsProps {
  readonly attributes: readonly (string | AttributeField)[];
}

/** One field for each user attribute. */
export function AttributeFields({ attributes }: AttributeFieldsProps): JSX.Element {
  const messages = useMessages();
  return (
    <>
      {attributes.map((attribute) => {
        const field = resolveAttributeField(attribute, messages);
        return (
          <Field
            key={field.name}
            name={`${PREFIX}${field.name}`}
            label={field.label}
            type={field.type}
            autoComplete={field.autoComplete}
            autoCapitalize={field.type === 'text' ? 'words' : 'none'}
            required={field.required}
            hint={field.hint}
            dir={field.type === 'text' ? 'auto' : 'ltr'}
          />
        );
      })}
    </>
  );
}

/** The attributes that were filled in, by their Cognito names. */
export function readAttributes(
  data: FormData,
  attributes: readonly (string | AttributeField)[],
): Readonly<Record<string, string>> {
  const names = attributes.map((attribute) => (typeof attribute === 'string' ? attribute : attribute.name));
  const entries = names.map((name) => [name, formText(data, `${PREFIX}${name}`).trim()] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}
