import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { requireString } from '../cognitoWire/cognitoInput.ts';
import { expiredCode, redeemCode } from './confirmationCode.ts';
import { findUser, userNotFound } from './findUser.ts';
import { findClient, type UserPoolOperation } from './userPoolContext.ts';

/** `ConfirmSignUp`: the mailed code confirms the person and verifies the address. */
export const confirmSignUp: UserPoolOperation = (input, context) => {
  const { pool, client } = findClient(context, requireString(input, 'ClientId'));
  const code = requireString(input, 'ConfirmationCode');
  const user = findUser(pool, requireString(input, 'Username'));
  if (user === undefined) throw client.preventUserExistenceErrors ? expiredCode() : userNotFound();
  if (user.status !== 'UNCONFIRMED') {
    throw new CognitoError('NotAuthorizedException', `User cannot be confirmed. Current status is ${user.status}`);
  }
  redeemCode(context, user, 'sign-up', code);
  user.status = 'CONFIRMED';
  user.attributes['email_verified'] = 'true';
  user.modifiedAt = context.clock.now();
  return {};
};
