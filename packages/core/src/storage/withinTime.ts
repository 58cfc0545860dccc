import type { Clock } from '../clock.ts';

/** How long a storage may take to answer, in ms. */
export const STORAGE_TIMEOUT_MS = 2_000;

// A frozen page's timers and answers are all due at once when it thaws: it waits in steps, so that the answer comes first.
const STEPS = 4;

/** Rejects when a storage takes longer than {@link STORAGE_TIMEOUT_MS}, in a page that is awake. */
export async function withinTime<Result>(clock: Clock, work: () => Promise<Result>): Promise<Result> {
  let cancel = (): void => undefined;
  const late = new Promise<never>((_, reject) => {
    const step = (left: number): void => {
      if (left === 0) reject(new Error(`The storage did not answer within ${STORAGE_TIMEOUT_MS} ms.`));
      else cancel = clock.setTimer(() => step(left - 1), STORAGE_TIMEOUT_MS / STEPS);
    };
    step(STEPS);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    cancel();
  }
}
