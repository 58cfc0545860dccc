/** Work that lasts as long as a provider is mounted, however many components ask for it. */
export interface Lifetime {
  /** Begins all attached work; the function returned ends it. Counted, as StrictMode starts twice. */
  readonly start: () => () => void;
  /**
   * Attaches work: `begin` runs when the lifetime starts (now, if it has) and returns what ends it. It stays attached.
   * @param subject - What the work is about: work about the same subject and object is attached once.
   */
  readonly attach: (subject: object, object: object, begin: () => () => void) => void;
}

interface Work {
  readonly begin: () => () => void;
  end: (() => void) | undefined;
}

/** Creates a lifetime that has not started. */
export function createLifetime(): Lifetime {
  const attached = new Map<object, Map<object, Work>>();
  let starts = 0;

  const eachWork = (visit: (work: Work) => void): void => {
    for (const works of attached.values()) works.forEach(visit);
  };

  return {
    start() {
      starts += 1;
      if (starts === 1) eachWork((work) => (work.end = work.begin()));
      return () => {
        starts -= 1;
        if (starts === 0) eachWork((work) => work.end?.());
      };
    },
    attach(subject, object, begin) {
      const works = attached.get(subject) ?? new Map<object, Work>();
      attached.set(subject, works);
      if (works.has(object)) return;
      works.set(object, { begin, end: starts > 0 ? begin() : undefined });
    },
  };
}
