import { fileGraph, waysFrom } from './fileGraph.ts';
import type { Package } from './readWorkspace.ts';

/** Finds files that import themselves by way of others. Imports of types count: a reader follows them too. */
export function noCycles(workspace: readonly Package[]): readonly string[] {
  return workspace.flatMap((one) => {
    const graph = fileGraph(one);
    return one.files.flatMap(({ path }) => {
      const way = waysFrom(graph, path).get(path);
      // Each cycle is told once, by its first file in alphabetical order.
      return way === undefined || way.some((step) => step < path) ? [] : [`${one.folder}/src: ${way.join(' → ')}`];
    });
  });
}
