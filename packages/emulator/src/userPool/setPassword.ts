import { createPasswordVerifier } from './passwordVerifier.ts';
import type { UserPoolState, UserState } from './userPoolState.ts';

/** Gives a person a new password of their own and forgives earlier wrong ones. */
export function setPassword(pool: UserPoolState, user: UserState, password: string, now: number): void {
  user.password = createPasswordVerifier(pool.id, user.username, password);
  user.failedPasswords = 0;
  user.lockedUntil = 0;
  user.modifiedAt = now;
  if (user.status !== 'UNCONFIRMED') user.status = 'CONFIRMED';
}
