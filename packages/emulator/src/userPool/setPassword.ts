import { closeChallengesOf } from './challenge.ts';
import { createPasswordVerifier } from './passwordVerifier.ts';
import { forgiveFailedSignIns } from './signInLockout.ts';
import type { UserPoolState, UserState } from './userPoolState.ts';

/** Gives a person a new password of their own, forgives earlier wrong ones, and ends sign-ins under way with the old one. */
export function setPassword(pool: UserPoolState, user: UserState, password: string, now: number): void {
  user.password = createPasswordVerifier(pool.id, user.username, password);
  forgiveFailedSignIns(user);
  closeChallengesOf(pool, user);
  user.modifiedAt = now;
  if (user.status !== 'UNCONFIRMED') user.status = 'CONFIRMED';
}
