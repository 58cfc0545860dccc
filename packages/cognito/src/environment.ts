/** The page's localStorage. Browsers throw here where it is blocked, and a server has none. */
export function openLocalStorage(): Storage {
  return globalThis.localStorage;
}

/** What signing in on another page needs of this one. */
export interface PageEnvironment {
  /** The page's address; `undefined` on a server. */
  readonly getUrl: () => string | undefined;
  /** Shows an address of the same origin in place of the present one, in the history too, and loads nothing. */
  readonly replaceUrl: (url: string) => void;
  /** Goes to another page. What follows may still run. */
  readonly leave: (url: string) => void;
  /** This tab's. Browsers throw here where it is blocked. */
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Calls `listener` when the page comes back from the back/forward cache. */
  readonly onShow: (listener: () => void) => () => void;
}

/** The page this code runs in. */
export const systemPage: PageEnvironment = {
  getUrl: () => globalThis.location?.href,
  replaceUrl: (url) => globalThis.history.replaceState(globalThis.history.state, '', url),
  leave: (url) => globalThis.location.assign(url),
  get sessionStorage() {
    return globalThis.sessionStorage;
  },
  onShow(listener) {
    // A page that is left while it loads can be shown for the first time after that.
    const onPageShow = ({ persisted }: PageTransitionEvent): void => {
      if (persisted) listener();
    };
    globalThis.window?.addEventListener('pageshow', onPageShow);
    return () => globalThis.window?.removeEventListener('pageshow', onPageShow);
  },
};
