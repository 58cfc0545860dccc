/** A value that can be read at any time and watched: the shape React's `useSyncExternalStore` takes. */
export interface Observable<Value> {
  readonly getSnapshot: () => Value;
  readonly subscribe: (listener: () => void) => () => void;
}

/** An {@link Observable} whose owner can set it. */
export interface MutableObservable<Value> extends Observable<Value> {
  /** Replaces the value and tells every listener; setting the same object tells nobody. */
  readonly set: (value: Value) => void;
}

/** Holds one immutable value. A listener that throws does not keep the others from being told. */
export function createObservable<Value>(initial: Value): MutableObservable<Value> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    getSnapshot: () => value,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    set(next) {
      if (Object.is(value, next)) return;
      value = next;
      for (const listener of Array.from(listeners)) {
        try {
          listener();
        } catch (error) {
          // A subscriber's fault is the subscriber's: report it where uncaught errors go, and tell the rest.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
  };
}
