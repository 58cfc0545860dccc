/** Work that lasts as long as a provider is mounted, however many components ask for it. */
export interface Lifetime {
  /** Begins all attached work; the function returned ends it. Counted, as StrictMode starts twice. */
  readonly start: () => () => void;
  /**
   * Attaches work: `begin` runs when the lifetime starts (now, if it has) and returns what ends it. It stays attached.
   * @param name - Work of one name is attached once.
   */
  readonly attach: (name: string, begin: () => () => void) => void;
}

interface Work {
  readonly begin: () => () => void;
  end: (() => void) | undefined;
}

/** Creates a lifetime that has not started. */
export function createLifetime(): Lifetime {
  const attached = new Map<string, Work>();
  let starts = 0;

  return {
    start() {
      starts += 1;
      if (starts === 1) attached.forEach((work) => (work.end = work.begin()));
      return () => {
        starts -= 1;
        if (starts === 0) attached.forEach((work) => work.end?.());
      };
    },
    attach(name, begin) {
      if (!attached.has(name)) attached.set(name, { begin, end: starts > 0 ? begin() : undefined });
    },
  };
}
