'use client';

import { useMemo, useSyncExternalStore } from 'react';
import type { ObservableSource } from './observableSource.ts';
import { selectFrom } from './selectFrom.ts';

/** Renders the component when what `select` picks from the source changes, and never otherwise. */
export function useObservable<Value, Selected>(
  source: ObservableSource<Value>,
  select: (value: Value) => Selected,
): Selected {
  const selected = useMemo(() => selectFrom(source, select), [source, select]);
  return useSyncExternalStore(selected.subscribe, selected.getSnapshot, selected.getServerSnapshot);
}
