import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { requireString } from '../cognitoWire/cognitoInput.ts';
import { deliveryDetails, redeemCode, sendCode, wrongCode } from './confirmationCode.ts';
import { findUser, userNotFound } from './findUser.ts';
import { checkPassword } from './passwordPolicy.ts';
import { setPassword } from './setPassword.ts';
import { findClient, type UserPoolOperation } from './userPoolContext.ts';

/** `ForgotPassword`: mails the code that allows a new password. */
export const forgotPassword: UserPoolOperation = (input, context) => {
  const { pool, client } = findClient(context, requireString(input, 'ClientId'));
  const username = requireString(input, 'Username');
  const user = findUser(pool, username);
  if (user === undefined) {
    if (client.preventUserExistenceErrors) return { CodeDeliveryDetails: deliveryDetails('email', username) };
    throw userNotFound();
  }
  if (!user.enabled) throw new CognitoError('NotAuthorizedException', 'User is disabled.');
  if (user.status === 'FORCE_CHANGE_PASSWORD') {
    throw new CognitoError('NotAuthorizedException', 'User password cannot be reset in the current state.');
  }
  if (user.attributes['email_verified'] !== 'true') {
    throw new CognitoError(
      'InvalidParameterException',
      'Cannot reset password for the user as there is no registered/verified email or phone_number',
    );
  }
  return { CodeDeliveryDetails: sendCode(context, user, 'password-reset') };
};

/**
 * `ConfirmForgotPassword`: the mailed code and a new password.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
export const confirmForgotPassword: UserPoolOperation = (input, context) => {
  const { pool, client } = findClient(context, requireString(input, 'ClientId'));
  const code = requireString(input, 'ConfirmationCode');
  const password = requireString(input, 'Password');
  const user = findUser(pool, requireString(input, 'Username'));
  checkPassword(password, pool.passwordPolicy);
  if (user === undefined) throw client.preventUserExistenceErrors ? wrongCode() : userNotFound();
  redeemCode(context, user, 'password-reset', code);
  setPassword(pool, user, password, context.clock.now());
  return {};
};
