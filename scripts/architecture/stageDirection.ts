import { fileGraph, waysFrom } from './fileGraph.ts';
import type { Package } from './readWorkspace.ts';

/** The one direction of the flow. Each stage may import itself and the stages before it. */
export const stages: readonly string[] = ['signIn', 'tokens', 'credentials', 'client', 'query'];

/**
 * Finds files of a stage that reach a later stage, directly or through files that belong to none.
 * A way is told once, where it leaves the stage.
 */
export function stageDirection(workspace: readonly Package[]): readonly string[] {
  return workspace.flatMap((one) => {
    const graph = fileGraph(one);
    return one.files.flatMap(({ path }) => {
      const from = stageOf(path);
      if (from === undefined) return [];
      return [...waysFrom(graph, path)].flatMap(([target, way]) => {
        const to = stageOf(target);
        const between = way.slice(1, -1);
        if (to === undefined || to <= from || between.some((step) => stageOf(step) !== undefined)) return [];
        return [`${one.folder}/src: the stage ${stages[from]} reaches the later ${stages[to]}: ${way.join(' → ')}`];
      });
    });
  });
}

function stageOf(path: string): number | undefined {
  const index = stages.indexOf(path.split('/')[0] ?? '');
  return index < 0 ? undefined : index;
}
