import { CognitoError } from './cognitoError.ts';

/** The parsed body of a Cognito request: an object of unknown members. */
export type CognitoInput = Readonly<Record<string, unknown>>;

/** Parses a request body, refusing anything but a JSON object. */
export function parseCognitoInput(body: string): CognitoInput {
  try {
    const parsed: unknown = JSON.parse(body === '' ? '{}' : body);
    if (isRecord(parsed)) return parsed;
  } catch {
    // Falls through to the answer AWS gives for both cases.
  }
  throw new CognitoError('SerializationException', 'Start of structure or map found where not expected.');
}

/** A member that must be a non-empty string. */
export function requireString(input: CognitoInput, name: string): string {
  const value = input[name];
  if (typeof value === 'string' && value !== '') return value;
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  throw new CognitoError(
    'InvalidParameterException',
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

/** A member that is a non-empty string or absent. */
export function optionalString(input: CognitoInput, name: string): string | undefined {
  const value = input[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A member that is a map; entries that are not strings are left out. Absent or null is an empty map. */
export function stringMap(input: CognitoInput, name: string): Readonly<Record<string, string>> {
  const value = input[name];
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** A list of `{ Name, Value }` members as a map, as Cognito sends user attributes. */
export function attributeMap(input: CognitoInput, name: string): Readonly<Record<string, string>> {
  const list = input[name];
  if (!Array.isArray(list)) return {};
  const attributes: Record<string, string> = {};
  for (const item of list) {
    if (isRecord(item) && typeof item['Name'] === 'string' && typeof item['Value'] === 'string') {
      attributes[item['Name']] = item['Value'];
    }
  }
  return attributes;
}

/** A challenge response or auth parameter that must be there. */
export function requireParameter(parameters: Readonly<Record<string, string>>, name: string): string {
  const value = parameters[name];
  if (value !== undefined && value !== '') return value;
  throw new CognitoError('InvalidParameterException', `Missing required parameter ${name}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
