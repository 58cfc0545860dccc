import { intrinsicOf, possibleValues, referenceOf, type Possible, type Reference } from './possibleValues.ts';
import { isJsonObject, listOf, objectOf, type Template } from './template.ts';

/** A text, with `${Name}` where something is filled in when it is deployed. */
export interface TemplateText {
  readonly text: string;
  /** The resource it is, when it is nothing else: `!Ref IdentityPool`. */
  readonly reference?: Reference;
}

const SUBSTITUTION = /\$\{(!?)([^}]+)\}/g;

/** The texts that a value, one or a list of them, may be. What is left out is none. */
export function possibleTexts(value: unknown, template: Template): readonly Possible<TemplateText>[] {
  return possibleValues(value, template).flatMap((possible): readonly Possible<TemplateText>[] => {
    if ('unknown' in possible) return [possible];
    if (Array.isArray(possible.value)) return possible.value.flatMap((one) => possibleTexts(one, template));
    return possible.value === undefined ? [] : [textOf(possible.value, template)];
  });
}

function textOf(value: unknown, template: Template): Possible<TemplateText> {
  if (!isJsonObject(value)) return String(value).startsWith('{{resolve:') ? { unknown: 'a dynamic reference is resolved when it is deployed' } : { value: { text: String(value) } };
  const reference = referenceOf(value);
  if (reference !== undefined) return { value: { text: hole(reference), reference } };
  const [name, argument] = intrinsicOf(value) ?? [];
  if (name === 'Fn::Sub') return substituted(argument, template);
  if (name === 'Fn::Join') return joined(argument, template);
  return { unknown: 'an object where a text belongs' };
}

/** `${!x}` is the text `${x}`, which IAM fills in. */
function substituted(argument: unknown, template: Template): Possible<TemplateText> {
  const [text, variables] = listOf(argument);
  if (typeof text !== 'string') return { unknown: 'Fn::Sub has no text' };
  const given = objectOf(variables);
  const [, literal, name] = /^\$\{(!?)([^}]+)\}$/.exec(text) ?? [];
  // Nothing but a variable is what the variable is.
  if (name !== undefined && literal === '') return first(Object.hasOwn(given, name) ? given[name] : referenceTo(name), template);
  return { value: { text: text.replace(SUBSTITUTION, (_, mark: string, inner: string) => (mark === '!' ? `\${${inner}}` : filled(inner, given, template))) } };
}

function filled(name: string, given: Readonly<Record<string, unknown>>, template: Template): string {
  const text = Object.hasOwn(given, name) ? first(given[name], template) : undefined;
  return text !== undefined && 'value' in text ? text.value.text : hole(referenceOf(referenceTo(name)));
}

function joined(argument: unknown, template: Template): Possible<TemplateText> {
  const [delimiter, parts] = listOf(argument);
  if (typeof delimiter !== 'string' || !Array.isArray(parts)) return { unknown: 'Fn::Join of a list that is known only when it is deployed' };
  if (parts.length === 1) return first(parts[0], template);
  const texts = parts.map((part) => first(part, template));
  return { value: { text: texts.map((one) => ('value' in one ? one.value.text : '${?}')).join(delimiter) } };
}

function first(value: unknown, template: Template): Possible<TemplateText> {
  return possibleTexts(value, template)[0] ?? { value: { text: '' } };
}

function referenceTo(name: string): unknown {
  const dot = name.indexOf('.');
  return dot < 0 ? { Ref: name } : { 'Fn::GetAtt': [name.slice(0, dot), name.slice(dot + 1)] };
}

/** `AWS::Region` loses its colons, which part the sections of an ARN. */
function hole(reference: Reference | undefined): string {
  const { logicalId, attribute } = reference ?? { logicalId: '?', attribute: 'Ref' };
  return attribute === 'Ref' ? `\${${logicalId.replace('AWS::', '')}}` : `\${${logicalId}.${attribute}}`;
}
