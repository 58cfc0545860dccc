import type { PageEnvironment } from '../environment.ts';

/** A browser tab whose address a test decides. What it keeps lives as long as the tab, over every page that it shows. */
export interface SimulatedTab {
  /** The page in it, for a session that is made when the page is loaded. */
  readonly page: PageEnvironment;
  /** Where the page has asked to go, oldest first. */
  readonly left: readonly string[];
  /** The next address that the page asks to go to. */
  readonly waitUntilLeft: () => Promise<string>;
  /** The addresses that "back" and "forward" lead to; the last one is shown. */
  readonly history: readonly string[];
  /** Loads an address, as after a redirect or a click. */
  readonly goTo: (url: string) => void;
  /** Comes back to the page from the back/forward cache. */
  readonly show: () => void;
  /** What sessionStorage holds. */
  readonly kept: Map<string, string>;
  /** How many listeners wait for the page to come back. */
  readonly listeners: () => number;
}

/** Opens a tab. */
export function createSimulatedTab(url: string): SimulatedTab {
  const history = [url];
  const left: string[] = [];
  const kept = new Map<string, string>();
  const listeners = new Set<() => void>();
  const waiting = new Set<(url: string) => void>();
  const current = (): string => history.at(-1) ?? url;
  return {
    page: {
      getUrl: current,
      replaceUrl: (next) => void history.splice(-1, 1, new URL(next, current()).href),
      leave(next) {
        left.push(next);
        waiting.forEach((tell) => tell(next));
        waiting.clear();
      },
      sessionStorage: {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, value) => void kept.set(key, value),
        removeItem: (key) => void kept.delete(key),
      },
      onShow(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    left,
    waitUntilLeft: () => new Promise((resolve) => void waiting.add(resolve)),
    history,
    goTo: (next) => void history.push(next),
    show: () => listeners.forEach((listener) => listener()),
    kept,
    listeners: () => listeners.size,
  };
}
