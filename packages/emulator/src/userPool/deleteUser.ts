import type { UserPoolOperation } from './userPoolContext.ts';
import type { UserPoolState } from './userPoolState.ts';
import { requireAccessToken } from './verifyToken.ts';

/** `DeleteUser`: removes the person an access token belongs to. */
export const deleteUser: UserPoolOperation = async (input, context) => {
  const { pool, user } = await requireAccessToken(context, input);
  removeUser(pool, user.username);
  context.changed();
  return {};
};

/** Removes a person and every sign-in of theirs. */
export function removeUser(pool: UserPoolState, username: string): void {
  delete pool.users[username];
  for (const [originJti, signIn] of Object.entries(pool.signIns)) {
    if (signIn.username === username) delete pool.signIns[originJti];
  }
}
