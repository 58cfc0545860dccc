import { fileGraph, waysFrom } from './fileGraph.ts';
import { valueImportsOf } from './importsOf.ts';
import type { Package } from './readWorkspace.ts';

/** The one direction of the flow. Each stage may import itself and the stages before it. */
export const stages: readonly string[] = ['signIn', 'tokens', 'credentials', 'client', 'query'];

/**
 * Finds files of a stage that import a later stage, or reach one through files that belong to none. On such a way types do
 * not count: React's context names the type of everything in it and runs nothing of it.
 */
export function stageDirection(workspace: readonly Package[]): readonly string[] {
  return workspace.flatMap((one) => {
    const all = fileGraph(one);
    const values = fileGraph(one, valueImportsOf);
    return one.files.flatMap(({ path }) => {
      const direct = (all.get(path) ?? []).map((target) => [path, target]);
      const indirect = [...waysFrom(values, path).values()].filter((way) => way.length > 2 && !way.slice(1, -1).some(isStage));
      return [...direct, ...indirect].filter(leadsLater).map((way) => `${one.folder}/src: ${way.join(' → ')} leads to a later stage.`);
    });
  });
}

function leadsLater(way: readonly string[]): boolean {
  const from = stageOf(way.at(0));
  const to = stageOf(way.at(-1));
  return from >= 0 && to > from;
}

function isStage(path: string): boolean {
  return stageOf(path) >= 0;
}

function stageOf(path: string | undefined): number {
  return stages.indexOf(path?.split('/')[0] ?? '');
}
