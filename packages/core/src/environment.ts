/** What the engine needs from the page or process it runs in. Everything it reads of the world except time. */
export interface Environment {
  /** True where there is no page: stores of people's credentials refuse to work there, so that no two requests share one. */
  readonly isServer: boolean;
  /** Web Crypto, or `undefined` on a plain-http page. */
  readonly crypto: Crypto | undefined;
  readonly fetch: typeof fetch;
  /** False while the page is hidden. */
  isVisible(): boolean;
  /** Calls `listener` when the world may have moved on: page shown, restored from the back/forward cache, or back online. */
  onWake(listener: () => unknown): () => void;
  /** A number in [0, 1), for jitter only: never for secrets. */
  random(): number;
}

/** The page (or, on a server, the process) this code runs in. */
export const systemEnvironment: Environment = {
  isServer: globalThis.document === undefined,
  // Browsers hide `subtle` on plain-http pages.
  crypto: globalThis.crypto?.subtle && globalThis.crypto,
  fetch: (input, init) => fetch(input, init),
  isVisible: () => globalThis.document?.visibilityState !== 'hidden',
  onWake(listener) {
    const stop = new AbortController();
    const wake = (): void => {
      if (systemEnvironment.isVisible()) listener();
    };
    // The first is the document's, and bubbles.
    for (const event of ['visibilitychange', 'pageshow', 'online']) globalThis.window?.addEventListener(event, wake, stop);
    return () => stop.abort();
  },
  random: Math.random,
};
