import { isCredentialsError } from '@valetkey/core';

/**
 * Whether trying the same request again can help. A `CredentialsError` says so itself. What AWS answered with a 4xx status
 * stays refused; throttling among it has been retried by the SDK already.
 */
export function mayRetry(error: unknown): boolean {
  if (isCredentialsError(error)) return error.retryable;
  const status = httpStatusOf(error);
  return status === undefined || status < 400 || status >= 500;
}

function httpStatusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
