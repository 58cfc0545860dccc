import type { UserPoolState } from './userPoolState.ts';

/** Ends every sign-in of a person: access and refresh tokens stop working, ID tokens live until they expire (as on AWS). */
export function revokeSignIns(pool: UserPoolState, username: string): void {
  for (const signIn of Object.values(pool.signIns)) {
    if (signIn.username === username) signIn.revoked = true;
  }
}
