import type { Emulator } from '../emulator.ts';

/**
 * A `fetch` whose network is an emulator in the same process: for stories, tests and static pages without a server.
 * Takes any URL; rejects with the signal's reason when aborted, as `fetch` does.
 */
export function createInPageFetch(emulator: Pick<Emulator, 'handle'>): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    return settleOrAbort(emulator.handle(request), request.signal);
  };
}

/** A promise's outcome, or the signal's reason if it aborts first. */
export function settleOrAbort<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', onAbort);
    });
  });
}
