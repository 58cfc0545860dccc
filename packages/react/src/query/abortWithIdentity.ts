import type { CredentialStore } from '@valetkey/core';

/** Does something for the current identity; its signal aborts when the identity changes meanwhile. */
export async function abortWithIdentity<Result>(
  store: CredentialStore | undefined,
  act: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const epoch = store?.getSnapshot().epoch;
  const unsubscribe = store?.subscribe(() => {
    if (store.getSnapshot().epoch !== epoch) controller.abort();
  });
  try {
    return await act(controller.signal);
  } finally {
    unsubscribe?.();
  }
}
