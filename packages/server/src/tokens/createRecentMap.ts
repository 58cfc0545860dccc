/** A map that holds so many entries at most: what was neither set nor read for longest is forgotten first. */
export interface RecentMap<Value> {
  readonly get: (key: string) => Value | undefined;
  readonly set: (key: string, value: Value) => void;
  readonly remove: (key: string) => void;
  readonly size: () => number;
}

/** @param most - Entries, at least 1. */
export function createRecentMap<Value>(most: number): RecentMap<Value> {
  // A Map keeps the order in which its keys came.
  const entries = new Map<string, Value>();
  const set = (key: string, value: Value): void => {
    entries.delete(key);
    entries.set(key, value);
    const [oldest] = entries.keys();
    if (entries.size > most && oldest !== undefined) entries.delete(oldest);
  };
  return {
    get(key) {
      const value = entries.get(key);
      if (value !== undefined) set(key, value);
      return value;
    },
    set,
    remove: (key) => void entries.delete(key),
    size: () => entries.size,
  };
}
