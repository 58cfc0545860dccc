import type { Session } from '@valetkey/core';
import { openUserPool, type UserPoolSessionOptions } from './openUserPool.ts';

/**
 * The session of `createUserPoolSession` without sign-up and password reset, and smaller by as much: for pools in which an
 * administrator makes the accounts. The `Authenticator` then offers neither. Constructing it sends and reads nothing.
 * @throws CredentialsError as `createUserPoolSession`.
 */
export function createSignInOnlySession(options: UserPoolSessionOptions): Session {
  return openUserPool(options).session;
}
