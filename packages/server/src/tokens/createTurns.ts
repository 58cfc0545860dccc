/** Lets one at a time do something, in the order in which they came. */
export interface Turns {
  /** Does `work` when those before it with the same key are done. Settles as `work` does. */
  readonly take: <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;
  /** How many keys somebody has, or waits for. */
  readonly size: () => number;
}

/** Turns within this process. */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    take(key, work) {
      const mine = (last.get(key) ?? Promise.resolve()).then(work, work);
      last.set(key, mine);
      const leave = (): void => {
        if (last.get(key) === mine) last.delete(key);
      };
      mine.then(leave, leave);
      return mine;
    },
    size: () => last.size,
  };
}
