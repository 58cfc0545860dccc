import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { incorrectCredentials } from './findUser.ts';
import { isPassword } from './passwordVerifier.ts';
import type { UserPoolContext } from './userPoolContext.ts';
import type { UserPoolState, UserState } from './userPoolState.ts';

/** Wrong passwords that are free; each further one doubles the wait, from a second to a quarter of an hour (Cognito's lockout). */
const freeAttempts = 5;
const maxLockMs = 15 * 60 * 1000;

/** Accepts a person's password, or refuses it and counts the attempt. */
export function verifyPassword(context: UserPoolContext, pool: UserPoolState, user: UserState, password: string): void {
  judgePassword(context, user, isPassword(pool.id, user.username, password, user.password));
}

/** Applies the lockout to a password that was found right or wrong, however it was proved. */
export function judgePassword(context: UserPoolContext, user: UserState, isRight: boolean): void {
  const now = context.clock.now();
  if (user.lockedUntil > now) throw new CognitoError('NotAuthorizedException', 'Password attempts exceeded');
  if (isRight) {
    if (user.failedPasswords > 0) {
      user.failedPasswords = 0;
      context.changed();
    }
    return;
  }
  user.failedPasswords += 1;
  if (user.failedPasswords >= freeAttempts) {
    user.lockedUntil = now + Math.min(1000 * 2 ** (user.failedPasswords - freeAttempts), maxLockMs);
  }
  context.changed();
  throw incorrectCredentials();
}
