import { revokeSignIns } from './revokeSignIns.ts';
import type { UserPoolOperation } from './userPoolContext.ts';
import { requireAccessToken } from './verifyToken.ts';

/** `GlobalSignOut`: ends the person's sign-ins everywhere. ID tokens live until they expire, as on AWS. */
export const globalSignOut: UserPoolOperation = async (input, context) => {
  const { pool, user } = await requireAccessToken(context, input);
  revokeSignIns(pool, user.username);
  context.changed();
  return {};
};
