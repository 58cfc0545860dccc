import { findAllowedKeys, findLeaks, type Leak, type LeakPattern, type TextFile } from '../findLeaks.ts';

/** What the sources of a build hold: where keys come from, and which are allowed. */
export interface SourceRecord {
  /** Reads a module or a file, for the first time or anew. Reports call it by its name; `known` are patterns for it alone. */
  readonly record: (id: string, source: TextFile, known?: readonly LeakPattern[]) => void;
  /** Forgets a file that has changed, and the modules that were parts of it (`a.vue?type=script`). */
  readonly forget: (path: string) => void;
  /** Keys that are written into sources. */
  readonly leaks: () => readonly Leak[];
  /** Whether a comment in a source allows this key. Minified, the comment is gone. */
  readonly allows: (key: string) => boolean;
}

/**
 * Keeps what it is told for as long as a build, and keys only where they are allowed.
 * @param also - What counts as a key besides those of AWS.
 */
export function createSourceRecord(also: readonly LeakPattern[] = []): SourceRecord {
  const sources = new Map<string, { readonly leaks: readonly Leak[]; readonly allowed: readonly string[] }>();
  return {
    record(id, source, known = []) {
      const patterns = [...also, ...known];
      const leaks = findLeaks([source], { also: patterns });
      const allowed = findAllowedKeys(source.text, patterns);
      if (leaks.length > 0 || allowed.length > 0) sources.set(id, { leaks, allowed });
      else sources.delete(id);
    },
    forget(path) {
      for (const id of sources.keys()) if (id.split('?')[0] === path) sources.delete(id);
    },
    leaks: () => [...sources.values()].flatMap(({ leaks }) => leaks),
    allows: (key) => [...sources.values()].some(({ allowed }) => allowed.includes(key)),
  };
}
