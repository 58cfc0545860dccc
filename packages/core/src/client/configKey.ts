/**
 * Makes one string of a client's options, so that equal options share a client. Plain data is compared by content;
 * functions, class instances and credentials by identity, so no secret is ever part of a key.
 */
export function createConfigKey(): (config: Readonly<Record<string, unknown>>) => string {
  const ids = new WeakMap<object, number>();
  let lastId = 0;

  const identity = (value: object): string => {
    ids.set(value, ids.get(value) ?? ++lastId);
    return `#${ids.get(value)}`;
  };

  // A toJSON method (Date's) has run before the replacer sees the value: it is read from its holder instead.
  function replace(this: Readonly<Record<string, unknown>>, option: string): unknown {
    const value = this[option];
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value === 'function') return identity(value);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const plain = Object.getPrototypeOf(value) === Object.prototype && option !== 'credentials';
    return plain ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : identity(value);
  }

  return (config) => JSON.stringify(config, replace);
}
