import type { Clock } from './clock.ts';
import { CredentialsError } from './errors/credentialsError.ts';

/**
 * Does work under a signal that ends it: with `ABORTED` when `outer` does, with `TIMEOUT` past its time, ms. Work that does
 * not heed the signal is left behind. It does not begin when `outer` has ended.
 */
export async function withDeadline<Result>(
  clock: Clock,
  timeoutMs: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  if (outer?.aborted) throw new CredentialsError('ABORTED');
  const controller = new AbortController();
  const { signal } = controller;
  const end = (): void => controller.abort(new CredentialsError(outer?.aborted ? 'ABORTED' : 'TIMEOUT'));
  const cancel = clock.setTimer(end, timeoutMs);
  outer?.addEventListener('abort', end);
  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as CredentialsError));
      work(signal).then(resolve, reject);
    });
  } finally {
    cancel();
    outer?.removeEventListener('abort', end);
  }
}
