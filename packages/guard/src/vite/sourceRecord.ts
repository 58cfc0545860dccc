import { findEveryKey } from '../findKeys.ts';
import { findLeaks, type Leak } from '../findLeaks.ts';
import { isAllowedAt } from '../isAllowedAt.ts';

/** What the sources of a build hold: where keys come from, and which are allowed. */
export interface SourceRecord {
  /** Reads a source, for the first time or anew. */
  readonly record: (name: string, text: string) => void;
  /** Forgets a source that has changed. */
  readonly forget: (name: string) => void;
  /** Keys that are written into sources. */
  readonly leaks: () => readonly Leak[];
  /** Whether a comment in a source allows this key. Minified, the comment is gone. */
  readonly allows: (key: string) => boolean;
}

/** Keeps what it is told for as long as a build, and keys only where they are allowed. */
export function createSourceRecord(): SourceRecord {
  const sources = new Map<string, { readonly leaks: readonly Leak[]; readonly allowed: readonly string[] }>();
  return {
    record(name, text) {
      const leaks = findLeaks([{ name, text }]);
      const allowed = findEveryKey(text)
        .filter(({ index }) => isAllowedAt(text, index))
        .map(({ index, length }) => text.slice(index, index + length));
      if (leaks.length > 0 || allowed.length > 0) sources.set(name, { leaks, allowed });
      else sources.delete(name);
    },
    forget(name) {
      sources.delete(name);
    },
    leaks: () => [...sources.values()].flatMap(({ leaks }) => leaks),
    allows: (key) => [...sources.values()].some(({ allowed }) => allowed.includes(key)),
  };
}
