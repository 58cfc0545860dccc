import type { Clock, CredentialStore } from '@valetkey/core';

/** How long whoever renders again is given the error of the last attempt instead of a new attempt, in ms. */
export const ERROR_LINGER_MS = 1_000;

/** One attempt of all components that wait for the same store. */
interface Attempt {
  readonly settled: Promise<void>;
  failed: boolean;
  /** When a component was given the error, epoch ms. */
  thrownAt: number | undefined;
}

const attempts = new WeakMap<CredentialStore, Attempt>();

/**
 * Returns when it is known whether there are credentials: there are some, or nobody is signed in. Else it throws, for
 * React: the promise of the store's one attempt, or the error that the attempt ended with. Who renders later than
 * {@link ERROR_LINGER_MS} after an error was thrown, as an error boundary that tries again does, begins a new attempt.
 */
export function suspendUntilKnown(store: CredentialStore, clock: Clock): void {
  const snapshot = store.getSnapshot();
  if (snapshot.status === 'ready' || snapshot.status === 'signed-out') return;
  const last = attempts.get(store);
  if (snapshot.status === 'error' && last?.failed) {
    // React renders once more before it gives an error to a boundary, and siblings render too: they are given it as well.
    last.thrownAt ??= clock.now();
    if (clock.now() - last.thrownAt < ERROR_LINGER_MS) throw snapshot.error;
  }
  throw (last === undefined || last.failed ? begin(store) : last).settled;
}

function begin(store: CredentialStore): Attempt {
  const settled = store.whenReady().then(({ status }) => {
    if (status === 'error') attempt.failed = true;
    else attempts.delete(store);
  });
  const attempt: Attempt = { settled, failed: false, thrownAt: undefined };
  attempts.set(store, attempt);
  return attempt;
}
