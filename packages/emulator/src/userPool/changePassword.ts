import { requireString } from '../cognitoWire/cognitoInput.ts';
import { checkPassword } from './passwordPolicy.ts';
import { verifyPassword } from './verifyPassword.ts';
import { setPassword } from './setPassword.ts';
import type { UserPoolOperation } from './userPoolContext.ts';
import { requireAccessToken } from './verifyToken.ts';

/** `ChangePassword`: replaces a password one still knows. */
export const changePassword: UserPoolOperation = async (input, context) => {
  const { pool, user } = await requireAccessToken(context, input);
  const proposed = requireString(input, 'ProposedPassword');
  verifyPassword(context, pool, user, requireString(input, 'PreviousPassword'));
  checkPassword(proposed, pool.passwordPolicy);
  setPassword(pool, user, proposed, context.clock.now());
  context.changed();
  return {};
};
