import { incorrectCredentials } from './findUser.ts';
import { isPassword } from './passwordVerifier.ts';
import { countFailedSignIn, requireUnlocked } from './signInLockout.ts';
import type { UserPoolContext } from './userPoolContext.ts';
import type { UserPoolState, UserState } from './userPoolState.ts';

/** Accepts a person's password, or refuses it and counts the attempt. */
export function verifyPassword(context: UserPoolContext, pool: UserPoolState, user: UserState, password: string): void {
  judgePassword(context, user, isPassword(pool.id, user.username, password, user.password));
}

/** Applies the lockout to a password that was found right or wrong, however it was proved. */
export function judgePassword(context: UserPoolContext, user: UserState, isRight: boolean): void {
  requireUnlocked(context, user);
  if (isRight) return;
  countFailedSignIn(context, user);
  throw incorrectCredentials();
}
