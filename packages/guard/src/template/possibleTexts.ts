import { combinations } from './combinations.ts';
import { intrinsicOf, possibleValues, referenceOf, type Possible, type Reference } from './possibleValues.ts';
import { isJsonObject, listOf, objectOf, type Template } from './template.ts';

/** A text, with `${Name}` where something is filled in when it is deployed. */
export interface TemplateText {
  readonly text: string;
  /** The resource it is, when it is nothing else: `!Ref IdentityPool`. */
  readonly reference?: Reference;
}

const SUBSTITUTION = /\$\{(!?)([^}]+)\}/g;
const TOO_MANY: readonly Possible<TemplateText>[] = [{ unknown: 'it can be put together in too many ways' }];

/** The texts that a value, one or a list of them, may be. What is left out is none. */
export function possibleTexts(value: unknown, template: Template): readonly Possible<TemplateText>[] {
  return possibleValues(value, template).flatMap((possible): readonly Possible<TemplateText>[] => {
    if ('unknown' in possible) return [possible];
    if (Array.isArray(possible.value)) return possible.value.flatMap((one) => possibleTexts(one, template));
    return possible.value === undefined ? [] : textsOf(possible.value, template);
  });
}

function textsOf(value: unknown, template: Template): readonly Possible<TemplateText>[] {
  if (!isJsonObject(value)) return [String(value).startsWith('{{resolve:') ? { unknown: 'a dynamic reference is resolved when it is deployed' } : { value: { text: String(value) } }];
  const reference = referenceOf(value);
  if (reference !== undefined) return [{ value: { text: hole(reference), reference } }];
  const [name, argument] = intrinsicOf(value) ?? [];
  if (name === 'Fn::Sub') return substituted(argument, template);
  if (name === 'Fn::Join') return joined(argument, template);
  return [{ unknown: 'an object where a text belongs' }];
}

/** `${!x}` is the text `${x}`, which IAM fills in. */
function substituted(argument: unknown, template: Template): readonly Possible<TemplateText>[] {
  const [text, variables] = listOf(argument);
  if (typeof text !== 'string') return [{ unknown: 'Fn::Sub has no text' }];
  const given = objectOf(variables);
  const valueOf = (name: string): unknown => (Object.hasOwn(given, name) ? given[name] : referenceTo(name));
  const [, literal, only] = /^\$\{(!?)([^}]+)\}$/.exec(text) ?? [];
  // Nothing but a variable is what the variable is.
  if (only !== undefined && literal === '') return possibleTexts(valueOf(only), template);
  const names = [...new Set([...text.matchAll(SUBSTITUTION)].flatMap(([, mark, name = '']) => (mark === '!' ? [] : name)))];
  const fillings = combinations(names.map((name) => fillingsOf(valueOf(name), hole(referenceOf(referenceTo(name))), template)));
  if (fillings === undefined) return TOO_MANY;
  return fillings.map((filled) => ({ value: { text: text.replace(SUBSTITUTION, (_, mark: string, name: string) => (mark === '!' ? `\${${name}}` : (filled[names.indexOf(name)] ?? ''))) } }));
}

function joined(argument: unknown, template: Template): readonly Possible<TemplateText>[] {
  const [delimiter, parts] = listOf(argument);
  if (typeof delimiter !== 'string' || !Array.isArray(parts)) return [{ unknown: 'Fn::Join of a list that is known only when it is deployed' }];
  if (parts.length === 1) return possibleTexts(parts[0], template);
  const fillings = combinations(parts.map((part) => fillingsOf(part, '${?}', template)));
  return fillings === undefined ? TOO_MANY : fillings.map((texts) => ({ value: { text: texts.join(delimiter) } }));
}

/** What a part of a text may be; what is not known is a hole in it. */
function fillingsOf(part: unknown, unknown: string, template: Template): readonly string[] {
  const texts = possibleTexts(part, template).map((one) => ('value' in one ? one.value.text : unknown));
  return texts.length === 0 ? [''] : [...new Set(texts)];
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
