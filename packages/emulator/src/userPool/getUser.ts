import { mfaKindsOf } from './continueSignIn.ts';
import type { UserPoolOperation } from './userPoolContext.ts';
import { requireAccessToken } from './verifyToken.ts';

/** `GetUser`: the attributes and second factors of the person an access token belongs to. */
export const getUser: UserPoolOperation = async (input, context) => {
  const { user } = await requireAccessToken(context, input);
  const kinds = mfaKindsOf(user);
  return {
    Username: user.username,
    UserAttributes: Object.entries(user.attributes).map(([Name, Value]) => ({ Name, Value })),
    ...(kinds.length === 0 ? {} : { UserMFASettingList: kinds }),
    ...(user.preferredMfa === undefined ? {} : { PreferredMfaSetting: user.preferredMfa }),
  };
};
