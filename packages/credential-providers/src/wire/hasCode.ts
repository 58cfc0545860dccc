import { isCredentialsError, type ErrorCode } from '@valetkey/core';

/** True for a `CredentialsError` with this code. */
export function hasCode(error: unknown, code: ErrorCode): boolean {
  return isCredentialsError(error) && error.code === code;
}
