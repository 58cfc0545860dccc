import { posix } from 'node:path';
import { importsOf } from './importsOf.ts';
import type { Package } from './readWorkspace.ts';

/** File path → paths of the files of the same package it imports. */
export type FileGraph = ReadonlyMap<string, readonly string[]>;

/**
 * Reads how the files of one package import each other.
 * @param read - Which imports count. Default: all, types included.
 */
export function fileGraph({ files }: Package, read: (text: string) => readonly string[] = importsOf): FileGraph {
  return new Map(
    files.map(({ path, text }) => [
      path,
      read(text)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => posix.join(posix.dirname(path), specifier)),
    ]),
  );
}

/** Every file that can be reached from one by imports, each with the way to it: first file to last. */
export function waysFrom(graph: FileGraph, start: string): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, readonly string[]>();
  const visit = (path: string, way: readonly string[]): void => {
    for (const next of graph.get(path) ?? []) {
      if (ways.has(next)) continue;
      ways.set(next, [...way, next]);
      visit(next, [...way, next]);
    }
  };
  visit(start, [start]);
  return ways;
}
