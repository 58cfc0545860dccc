/**
 * True when both are the same value, or plain objects or arrays with the same content. Class instances (credentials, dates)
 * and functions are compared by identity: what they hold is out of sight.
 */
export function hasSameContent(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!isPlain(a) || !isPlain(b) || Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  const members = Object.keys(a);
  return (
    members.length === Object.keys(b).length &&
    members.every((name) => name in b && hasSameContent(a[name], b[name]))
  );
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = value && Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype;
}
