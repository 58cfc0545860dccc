/** What pages need of their browser to keep records and to share them. Any part may be missing, or throw when it is read. */
export interface TabEnvironment {
  /** Web Crypto, or `undefined` on a plain-http page. */
  readonly crypto: Crypto | undefined;
  readonly indexedDB: IDBFactory | undefined;
  readonly sessionStorage: Storage;
  readonly localStorage: Storage;
  /** Web Locks. */
  readonly locks: LockManager | undefined;
  readonly openChannel: ((name: string) => BroadcastChannel) | undefined;
  /** Calls `listener` when the page is left, for good or into the back/forward cache. */
  onLeave(listener: () => void): () => void;
  /** Calls `listener` when another page has changed localStorage, with the key. */
  onStored(listener: (key: string | null) => void): () => void;
  /**
   * Calls `check` when the page comes back from the back/forward cache. From when it was left until what `check` returns
   * has settled, {@link MAX_COVER_MS} at most, nothing of the page is to be seen.
   */
  onRestore(check: () => unknown): () => void;
}

/** How long a page that comes back from the back/forward cache stays covered at most, in ms. */
export const MAX_COVER_MS = 2_000;

/** The page this code runs in. */
export const systemTabEnvironment: TabEnvironment = {
  // Browsers hide `subtle` on plain-http pages.
  crypto: globalThis.crypto?.subtle && globalThis.crypto,
  get indexedDB() {
    return globalThis.indexedDB;
  },
  get sessionStorage() {
    return globalThis.sessionStorage;
  },
  get localStorage() {
    return globalThis.localStorage;
  },
  locks: globalThis.navigator?.locks,
  openChannel: globalThis.BroadcastChannel && ((name) => new BroadcastChannel(name)),
  onLeave: (listener) => listen('pagehide', listener),
  onStored: (listener) => listen('storage', ({ key }) => listener(key)),
  onRestore(check) {
    let uncover: (() => void) | undefined;
    const stops = [
      listen('pagehide', ({ persisted }) => {
        if (persisted) uncover ??= cover();
      }),
      listen('pageshow', () => {
        if (uncover === undefined) return;
        const reveal = uncover;
        uncover = undefined;
        // A turn later, what the check has changed is on the page.
        const checked = Promise.resolve().then(check).then(() => pause(0));
        void Promise.race([checked, pause(MAX_COVER_MS)]).then(reveal, reveal);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      uncover?.();
    };
  },
};

function listen<Name extends 'pagehide' | 'pageshow' | 'storage'>(event: Name, listener: (event: WindowEventMap[Name]) => void): () => void {
  globalThis.window?.addEventListener(event, listener);
  return () => globalThis.window?.removeEventListener(event, listener);
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, delayMs));
}

let covers = 0;

// What is not visible is neither read out nor focused, but a part of it may say that it is visible; no part is more opaque than the whole.
const HIDDEN: Readonly<Record<string, string>> = { visibility: 'hidden', opacity: '0' };

/** Hides the page until all who have covered it uncover it. Whoever had the focus gets it back. */
function cover(): () => void {
  const { style } = document.documentElement;
  const focused = document.activeElement;
  covers += 1;
  for (const [property, value] of Object.entries(HIDDEN)) style.setProperty(property, value, 'important');
  return () => {
    covers -= 1;
    if (covers > 0) return;
    for (const property of Object.keys(HIDDEN)) style.removeProperty(property);
    if (focused instanceof HTMLElement && document.activeElement === document.body) focused.focus({ preventScroll: true });
  };
}
