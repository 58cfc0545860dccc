/**
 * Makes one string of a client's options, so that equal options share a client. Plain data is compared by content;
 * functions, class instances and credentials by identity, so no secret is ever part of a key.
 */
export function createConfigKey(): (config: Readonly<Record<string, unknown>>) => string {
  const ids = new WeakMap<object, number>();
  let lastId = 0;

  function identity(value: object): string {
    let id = ids.get(value);
    if (id === undefined) {
      lastId += 1;
      id = lastId;
      ids.set(value, id);
    }
    return `#${id}`;
  }

  function write(value: unknown): string {
    if (typeof value === 'function') return identity(value);
    if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? `${value}n` : JSON.stringify(value) ?? '';
    if (Array.isArray(value)) return `[${value.map(write).join()}]`;
    if (Object.getPrototypeOf(value) !== Object.prototype) return identity(value);
    return writeEntries(value);
  }

  function writeEntries(config: object): string {
    const entries = Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1));
    const written = entries.map(([option, value]) => {
      const secret = option === 'credentials' && typeof value === 'object' && value !== null;
      return `${JSON.stringify(option)}:${secret ? identity(value as object) : write(value)}`;
    });
    return `{${written.join()}}`;
  }

  return writeEntries;
}
