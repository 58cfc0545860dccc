import type { Clock, CredentialStore } from '@valetkey/core';
import type { ObservableSource } from '../observe/observableSource.ts';

// A timer does not run while a machine sleeps: looking at the clock once a minute finds an instant that passed meanwhile.
const MAX_CHECK_INTERVAL_MS = 60_000;

/**
 * Whether credentials expire within `thresholdMs`, as something to subscribe to: listeners are told when that becomes true,
 * by a timer of their own, and when the credentials change. Nothing ticks while nobody listens.
 * @param thresholdMs - Must be at least 0.
 */
export function createExpiryAlarm(store: CredentialStore, clock: Clock, thresholdMs: number): ObservableSource<boolean> {
  const leftMs = (): number => {
    const snapshot = store.getSnapshot();
    const expiresAt = snapshot.status === 'ready' ? snapshot.expiresAt : undefined;
    return (expiresAt ?? Infinity) - clock.now() - store.getClockOffsetMs() - thresholdMs;
  };

  return {
    getSnapshot: () => leftMs() <= 0,
    getServerSnapshot: () => false,
    subscribe(listener) {
      let cancelTimer: (() => void) | undefined;
      const watch = (): void => {
        cancelTimer?.();
        const dueInMs = leftMs();
        cancelTimer = dueInMs > 0 && dueInMs < Infinity ? clock.setTimer(onTime, Math.min(dueInMs, MAX_CHECK_INTERVAL_MS)) : undefined;
      };
      const onTime = (): void => {
        watch();
        listener();
      };
      const unsubscribe = store.subscribe(onTime);
      watch();
      return () => {
        unsubscribe();
        cancelTimer?.();
      };
    },
  };
}
