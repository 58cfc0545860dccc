import type { KnownAttribute, Messages } from '../messages/Messages.ts';

/** How one user attribute is asked for. */
export interface AttributeField {
  /** The attribute's Cognito name, e.g. `'given_name'` or `'custom:team'`. */
  readonly name: string;
  /** Default: the catalogue's word for a standard attribute, else the name itself. */
  readonly label?: string;
  /** The input's type. Default: what suits a standard attribute, else `'text'`. */
  readonly type?: 'text' | 'email' | 'tel' | 'date' | 'url';
  /** An autofill token of the HTML standard. */
  readonly autoComplete?: string;
  /** Default `true`. */
  readonly required?: boolean;
  /** A line of help under the field. */
  readonly hint?: string;
}

/** An attribute field with nothing left open. */
export interface ResolvedAttributeField {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'email' | 'tel' | 'date' | 'url';
  readonly autoComplete: string | undefined;
  readonly required: boolean;
  readonly hint: string | undefined;
}

// Autofill tokens: HTML standard, "Autofill", §4.10.18.7.1.
const known: Readonly<Record<KnownAttribute, Pick<ResolvedAttributeField, 'type' | 'autoComplete'>>> = {
  email: { type: 'email', autoComplete: 'email' },
  phone_number: { type: 'tel', autoComplete: 'tel' },
  name: { type: 'text', autoComplete: 'name' },
  given_name: { type: 'text', autoComplete: 'given-name' },
  family_name: { type: 'text', autoComplete: 'family-name' },
  middle_name: { type: 'text', autoComplete: 'additional-name' },
  nickname: { type: 'text', autoComplete: 'nickname' },
  preferred_username: { type: 'text', autoComplete: 'nickname' },
  birthdate: { type: 'date', autoComplete: 'bday' },
  address: { type: 'text', autoComplete: 'street-address' },
  website: { type: 'url', autoComplete: 'url' },
};

function isKnown(name: string): name is KnownAttribute {
  return Object.hasOwn(known, name);
}

/** Fills in what suits a standard attribute. */
export function resolveAttributeField(
  field: string | AttributeField,
  messages: Messages,
): ResolvedAttributeField {
  const asked: AttributeField = typeof field === 'string' ? { name: field } : field;
  const preset = isKnown(asked.name)
    ? { ...known[asked.name], label: messages.fields.attributes[asked.name] }
    : { type: 'text' as const, autoComplete: undefined, label: asked.name };
  const required = asked.required ?? true;
  const label = asked.label ?? preset.label;
  return {
    name: asked.name,
    label: required ? label : messages.fields.optional(label),
    type: asked.type ?? preset.type,
    autoComplete: asked.autoComplete ?? preset.autoComplete,
    required,
    hint: asked.hint,
  };
}
