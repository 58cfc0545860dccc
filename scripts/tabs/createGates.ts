/** Something that waits until a test lets it go. */
export interface Gate {
  /** Resolves once somebody stands before it. */
  readonly arrived: Promise<void>;
  readonly open: () => void;
}

/** Gates by name: a name that is not held lets everybody pass. */
export interface Gates {
  /** Holds the next who comes by. */
  readonly hold: (name: string) => Gate;
  readonly pass: (name: string) => Promise<void>;
}

/** Barriers between a test and a server. */
export function createGates(): Gates {
  const held = new Map<string, { readonly arrive: () => void; readonly opened: Promise<void> }>();
  return {
    hold(name) {
      let open: () => void = () => undefined;
      const opened = new Promise<void>((resolve) => (open = resolve));
      const arrived = new Promise<void>((arrive) => held.set(name, { arrive, opened }));
      return { arrived, open };
    },
    async pass(name) {
      const gate = held.get(name);
      held.delete(name);
      gate?.arrive();
      await gate?.opened;
    },
  };
}
