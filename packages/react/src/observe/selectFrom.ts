import { createSelection } from './createSelection.ts';
import type { ObservableSource } from './observableSource.ts';

/** What is picked or derived from a source, as a source of its own: see {@link createSelection}. */
export function selectFrom<Value, Selected>(source: ObservableSource<Value>, select: (value: Value) => Selected): ObservableSource<Selected> {
  return {
    getSnapshot: createSelection(source.getSnapshot, select),
    getServerSnapshot: createSelection(source.getServerSnapshot, select),
    subscribe: source.subscribe,
  };
}
