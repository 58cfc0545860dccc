import type { CredentialStore } from '@valetkey/core';
import type { ObservableSource } from '../observe/observableSource.ts';
import { watchDeadline } from '../observe/watchDeadline.ts';

/**
 * Whether credentials expire within `thresholdMs`, as something to subscribe to: listeners are told when that becomes true,
 * by a timer of their own, and when the credentials change. Nothing ticks while nobody listens.
 * @param thresholdMs - Must be at least 0.
 */
export function createExpiryAlarm(store: CredentialStore, thresholdMs: number): ObservableSource<boolean> {
  const leftMs = (): number => {
    const snapshot = store.getSnapshot();
    const expiresAt = snapshot.status === 'ready' ? snapshot.expiresAt : undefined;
    return (expiresAt ?? Infinity) - store.clock.now() - store.getClockOffsetMs() - thresholdMs;
  };

  return {
    getSnapshot: () => leftMs() <= 0,
    getServerSnapshot: () => false,
    subscribe(listener) {
      let stopWatching = watchDeadline(store, leftMs, listener);
      const unsubscribe = store.subscribe(() => {
        stopWatching();
        stopWatching = watchDeadline(store, leftMs, listener);
        listener();
      });
      return () => {
        unsubscribe();
        stopWatching();
      };
    },
  };
}
