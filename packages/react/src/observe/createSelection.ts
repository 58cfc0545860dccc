/**
 * Makes a `getSnapshot` that gives a part of a value, and the very same part for as long as its content stays the same:
 * React renders a subscriber only when this result changes.
 * @param select - Picks or derives the part. Told its previous result as well.
 */
export function createSelection<Value, Selected>(
  getSnapshot: () => Value,
  select: (value: Value, previous: Selected | undefined) => Selected,
): () => Selected {
  let last: { readonly value: Value; readonly selected: Selected } | undefined;
  return () => {
    const value = getSnapshot();
    if (last !== undefined && Object.is(last.value, value)) return last.selected;
    const next = select(value, last?.selected);
    const selected = last !== undefined && hasSameContent(last.selected, next) ? last.selected : next;
    last = { value, selected };
    return selected;
  };
}

/**
 * True when both are the same value, or plain objects or arrays with the same members. Class instances (credentials, dates)
 * are compared by identity: what they hold is out of sight.
 */
function hasSameContent(a: unknown, b: unknown): boolean {
  if (!isPlain(a) || !isPlain(b)) return Object.is(a, b);
  const members = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    members.length === Object.keys(b).length &&
    members.every((name) => name in b && Object.is(a[name], b[name]))
  );
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}
