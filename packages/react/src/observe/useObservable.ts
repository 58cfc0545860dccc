'use client';

import { useMemo, useSyncExternalStore } from 'react';
import { createSelection } from './createSelection.ts';
import type { ObservableSource } from './observableSource.ts';

/** Renders the component when what `select` picks from the source changes, and never otherwise. */
export function useObservable<Value, Selected>(
  source: ObservableSource<Value>,
  select: (value: Value) => Selected,
): Selected {
  const [getSelection, getServerSelection] = useMemo(
    () => [createSelection(source.getSnapshot, select), createSelection(source.getServerSnapshot, select)],
    [source, select],
  );
  return useSyncExternalStore(source.subscribe, getSelection, getServerSelection);
}
