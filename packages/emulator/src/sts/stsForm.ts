import { StsError } from './stsError.ts';

/** Limits of a text parameter, as the API reference states them. */
export interface TextLimits {
  readonly min: number;
  readonly max: number;
  /** What it may consist of, in AWS's own notation. Default: anything. */
  readonly pattern?: string;
  /** A secret, which error messages leave out. */
  readonly sensitive?: boolean;
}

/** A role's or a provider's ARN. */
export const arnLimits: TextLimits = { min: 20, max: 2048, pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+' };

/** `RoleSessionName` and `SourceIdentity`. */
export const sessionNameLimits: TextLimits = { min: 2, max: 64, pattern: '[\\w+=,.@-]*' };

/** A `ValidationError` in the words all services of AWS have for a parameter out of bounds. */
function violation(name: string, value: string | undefined, constraint: string, sensitive = false): StsError {
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  const shown = value === undefined ? ' null' : ` '${value}'`;
  return new StsError(
    'ValidationError',
    `1 validation error detected: Value${sensitive && value !== undefined ? '' : shown} at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}

/**
 * An optional text parameter.
 * @param label - How messages call it. Default: its name.
 * @throws StsError `ValidationError`.
 */
export function readText(form: URLSearchParams, name: string, { min, max, pattern, sensitive }: TextLimits, label: string = name): string | undefined {
  const value = form.get(name);
  if (value === null) return undefined;
  if (value.length < min) throw violation(label, value, `Member must have length greater than or equal to ${min}`, sensitive);
  if (value.length > max) throw violation(label, value, `Member must have length less than or equal to ${max}`, sensitive);
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'u').test(value)) {
    throw violation(label, value, `Member must satisfy regular expression pattern: ${pattern}`, sensitive);
  }
  return value;
}

/**
 * A text parameter that must be there.
 * @throws StsError `ValidationError`.
 */
export function requireText(form: URLSearchParams, name: string, limits: TextLimits): string {
  const value = readText(form, name, limits);
  if (value === undefined) throw violation(name, undefined, 'Member must not be null');
  return value;
}

/**
 * An optional whole number.
 * @throws StsError `ValidationError`.
 */
export function readWhole(form: URLSearchParams, name: string, { min, max }: { readonly min: number; readonly max: number }): number | undefined {
  const text = form.get(name);
  if (text === null) return undefined;
  const value = Number(text);
  if (!/^-?\d+$/.test(text)) throw new StsError('MalformedInput', `${name} must be a whole number.`);
  if (value < min) throw violation(name, text, `Member must have value greater than or equal to ${min}`);
  if (value > max) throw violation(name, text, `Member must have value less than or equal to ${max}`);
  return value;
}

/**
 * The members of a list: `Tags.member.1.Key` is under `Key` in the first form, `TransitiveTagKeys.member.1` under ``.
 * @throws StsError `ValidationError` for more members than allowed.
 */
export function readList(form: URLSearchParams, name: string, maxMembers: number): readonly URLSearchParams[] {
  const members = new Map<number, URLSearchParams>();
  for (const [key, value] of form) {
    const [, index, member = ''] = new RegExp(`^${name}\\.member\\.(\\d+)(?:\\.(\\w+))?$`).exec(key) ?? [];
    if (index === undefined) continue;
    const fields = members.get(Number(index)) ?? new URLSearchParams();
    fields.set(member, value);
    members.set(Number(index), fields);
  }
  if (members.size > maxMembers) {
    throw violation(name, '[…]', `Member must have length less than or equal to ${maxMembers}`);
  }
  return [...members].sort(([left], [right]) => left - right).map(([, fields]) => fields);
}
