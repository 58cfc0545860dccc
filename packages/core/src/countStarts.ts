import { once } from './once.ts';

/**
 * Makes a counted `start`: the first one begins, the last one's stop ends. StrictMode starts, stops and starts again.
 * @param begin - Begins the work and returns what ends it.
 */
export function countStarts(begin: () => () => void): () => () => void {
  let starts = 0;
  let end: (() => void) | undefined;
  return () => {
    starts += 1;
    if (starts === 1) end = begin();
    return once(() => {
      starts -= 1;
      if (starts === 0) end?.();
    });
  };
}
