import { countStarts, type Observable } from '@valetkey/core';
import type { ObservableSource } from './observableSource.ts';

/**
 * Facts about one identity, found out while somebody watches.
 * @param start - Begins to find out, when the first begins to watch. Returns what ends it, when the last has stopped.
 * @param options.isCurrent - False once somebody else is signed in: nobody is shown what was found out for the one before.
 * @param options.unknown - What is shown then, and on a server.
 */
export function createWatchedSource<Facts>(
  facts: Observable<Facts>,
  start: () => () => void,
  { isCurrent, unknown }: { readonly isCurrent: () => boolean; readonly unknown: Facts },
): ObservableSource<Facts> {
  const watch = countStarts(start);
  return {
    getSnapshot: () => (isCurrent() ? facts.getSnapshot() : unknown),
    getServerSnapshot: () => unknown,
    subscribe(listener) {
      const unsubscribe = facts.subscribe(listener);
      const stop = watch();
      return () => {
        unsubscribe();
        stop();
      };
    },
  };
}
