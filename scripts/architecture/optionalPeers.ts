import { fileGraph, waysFrom } from './fileGraph.ts';
import { valueImportsOf } from './importsOf.ts';
import type { Package } from './readWorkspace.ts';

const MAIN_ENTRIES: readonly string[] = ['index.ts', 'index.react-server.ts'];

/** Finds main entries that reach an optional peer, which whoever has not installed it cannot bundle. Subpaths may. */
export function optionalPeers(workspace: readonly Package[]): readonly string[] {
  return workspace.flatMap((one) => {
    const graph = fileGraph(one, valueImportsOf);
    const reached = MAIN_ENTRIES.flatMap((entry) => [entry, ...waysFrom(graph, entry).keys()]);
    return one.files.flatMap(({ path, text }) =>
      valueImportsOf(text)
        .filter((specifier) => reached.includes(path) && one.optionalPeers.some((peer) => specifier === peer || specifier.startsWith(`${peer}/`)))
        .map((specifier) => `${one.folder}/src/${path} imports ${specifier} into the main entry.`),
    );
  });
}
