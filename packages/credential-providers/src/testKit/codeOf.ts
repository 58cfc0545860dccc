import { isCredentialsError } from '@valetkey/core';

/** The code a promise rejects with, or `'resolved'`. */
export function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'resolved',
    (error: unknown) => (isCredentialsError(error) ? error.code : String(error)),
  );
}
