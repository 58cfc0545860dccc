import { CognitoError } from '../cognitoWire/cognitoError.ts';
import type { UserPoolContext } from './userPoolContext.ts';
import type { UserState } from './userPoolState.ts';

/** Wrong passwords and codes that are free; each further one doubles the wait, from a second to a quarter of an hour. */
const freeAttempts = 5;
const maxLockMs = 15 * 60 * 1000;

/**
 * Refuses a person's password or code, right or wrong, during the wait that follows too many wrong ones.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html#authentication-flow-lockout-behavior
 */
export function requireUnlocked(context: UserPoolContext, user: UserState): void {
  if (user.lockedUntil > context.clock.now()) throw new CognitoError('NotAuthorizedException', 'Password attempts exceeded');
}

/** Counts a wrong password, or a wrong code after a right one. Only a completed sign-in or a new password forgives them. */
export function countFailedSignIn(context: UserPoolContext, user: UserState): void {
  user.failedPasswords += 1;
  if (user.failedPasswords >= freeAttempts) {
    user.lockedUntil = context.clock.now() + Math.min(1000 * 2 ** (user.failedPasswords - freeAttempts), maxLockMs);
  }
  context.changed();
}

/** Forgets the wrong passwords and codes so far. */
export function forgiveFailedSignIns(user: UserState): void {
  user.failedPasswords = 0;
  user.lockedUntil = 0;
}
