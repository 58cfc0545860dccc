/**
 * A record's value under a name that came over the wire. `record[name]` would also find `constructor` and its like.
 */
export function readOwn<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** Sets a record's value under a name that came over the wire, `__proto__` included. */
export function writeOwn<Value>(record: Record<string, Value>, name: string, value: Value): void {
  Object.defineProperty(record, name, { value, writable: true, enumerable: true, configurable: true });
}
