import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { requireString } from '../cognitoWire/cognitoInput.ts';
import { deliveryDetails, sendCode } from './confirmationCode.ts';
import { findUser, userNotFound } from './findUser.ts';
import { findClient, type UserPoolOperation } from './userPoolContext.ts';

/** `ResendConfirmationCode`: mails a fresh sign-up code; the previous one stops working. */
export const resendConfirmationCode: UserPoolOperation = (input, context) => {
  const { pool, client } = findClient(context, requireString(input, 'ClientId'));
  const username = requireString(input, 'Username');
  const user = findUser(pool, username);
  if (user === undefined) {
    if (client.preventUserExistenceErrors) return { CodeDeliveryDetails: deliveryDetails('email', username) };
    throw userNotFound();
  }
  if (user.status !== 'UNCONFIRMED') {
    throw new CognitoError('InvalidParameterException', 'User is already confirmed.');
  }
  return { CodeDeliveryDetails: sendCode(context, user, 'sign-up') };
};
