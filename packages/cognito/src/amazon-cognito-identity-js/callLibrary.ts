import { CredentialsError, isCredentialsError, type Clock, type ServiceRefusal } from '@valetkey/core';
import { toLibraryError } from './toLibraryError.ts';

/** How long one call of the library may take, its own retries included, in ms. It has no deadline itself. */
export const LIBRARY_TIMEOUT_MS = 30_000;

/**
 * Makes a promise of a call with callbacks, and gives up after {@link LIBRARY_TIMEOUT_MS}.
 * @throws CredentialsError `TIMEOUT`, or what the library's failure means.
 */
export function callLibrary<Answer>(
  clock: Clock,
  call: (onSuccess: (answer: Answer) => void, onFailure: (failure: unknown) => void) => void,
  toError?: (refusal: ServiceRefusal) => CredentialsError,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const cancelTimer = clock.setTimer(() => reject(new CredentialsError('TIMEOUT')), LIBRARY_TIMEOUT_MS);
    const fail = (failure: unknown): void => {
      cancelTimer();
      reject(isCredentialsError(failure) ? failure : toLibraryError(failure, toError));
    };
    const succeed = (answer: Answer): void => {
      cancelTimer();
      resolve(answer);
    };
    try {
      call(succeed, fail);
    } catch (failure) {
      fail(failure);
    }
  });
}
