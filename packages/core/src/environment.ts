/** What the engine needs from the page or process it runs in. Everything it reads of the world except time. */
export interface Environment {
  /** True where there is no page: module-level stores are refused there, so that no two requests share one. */
  readonly isServer: boolean;
  /** Web Crypto, or `undefined` on a plain-http page. */
  readonly crypto: Crypto | undefined;
  readonly fetch: typeof fetch;
  /** False only when the browser knows that it is offline. */
  isOnline(): boolean;
  /** False while the page is hidden. */
  isVisible(): boolean;
  /** Calls `listener` when the world may have moved on: page shown, restored from the back/forward cache, or back online. */
  onWake(listener: () => void): () => void;
  /** A number in [0, 1), for jitter only: never for secrets. */
  random(): number;
}

/** The page (or, on a server, the process) this code runs in. */
export const systemEnvironment: Environment = {
  isServer: typeof document === 'undefined',
  get crypto() {
    return typeof crypto === 'undefined' || crypto.subtle === undefined ? undefined : crypto;
  },
  fetch: (input, init) => fetch(input, init),
  isOnline: () => typeof navigator === 'undefined' || navigator.onLine !== false,
  isVisible: () => typeof document === 'undefined' || document.visibilityState !== 'hidden',
  onWake(listener) {
    if (typeof document === 'undefined') return () => undefined;
    const onVisible = (): void => {
      if (document.visibilityState === 'visible') listener();
    };
    document.addEventListener('visibilitychange', onVisible);
    window.addEventListener('pageshow', listener);
    window.addEventListener('online', listener);
    return () => {
      document.removeEventListener('visibilitychange', onVisible);
      window.removeEventListener('pageshow', listener);
      window.removeEventListener('online', listener);
    };
  },
  random: () => Math.random(),
};
