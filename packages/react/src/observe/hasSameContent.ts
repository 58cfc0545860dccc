/**
 * True when both are the same value, or plain objects or arrays with the same content. Class instances (credentials, dates)
 * and functions are compared by identity: what they hold is out of sight.
 */
export function hasSameContent(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  const prototype = prototypeOf(a);
  if ((prototype !== Object.prototype && prototype !== Array.prototype) || prototypeOf(b) !== prototype) return false;
  const members = Object.keys(a as Members);
  return members.length === Object.keys(b as Members).length && members.every((name) => name in (b as Members) && hasSameContent((a as Members)[name], (b as Members)[name]));
}

type Members = Readonly<Record<string, unknown>>;

function prototypeOf(value: unknown): unknown {
  return value && Object.getPrototypeOf(value);
}
