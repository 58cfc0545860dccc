// How a user pool writes attributes that go with a new password.
const PREFIX = 'userAttributes.';

/** Reads `requiredAttributes`: a JSON list of prefixed names. */
export function readMissingAttributes(json = '[]'): readonly string[] {
  return (JSON.parse(json) as readonly string[]).map((name) => name.slice(PREFIX.length));
}

/** Writes attributes into the answer to `NEW_PASSWORD_REQUIRED`. */
export function writeAttributes(attributes: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [PREFIX + name, value]));
}
