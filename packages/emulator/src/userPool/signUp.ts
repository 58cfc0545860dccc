import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { attributeMap, requireString } from '../cognitoWire/cognitoInput.ts';
import { sendCode } from './confirmationCode.ts';
import { createUser } from './createUser.ts';
import { findUser } from './findUser.ts';
import { checkPassword } from './passwordPolicy.ts';
import { findClient, type UserPoolOperation } from './userPoolContext.ts';

/** `SignUp`: adds an unconfirmed person and mails the code that confirms the address. */
export const signUp: UserPoolOperation = (input, context) => {
  const { pool } = findClient(context, requireString(input, 'ClientId'));
  const username = requireString(input, 'Username');
  const password = requireString(input, 'Password');
  const attributes = writableAttributes(attributeMap(input, 'UserAttributes'));
  const withEmail = pool.signInWith === 'email';
  if (withEmail && !/^[^\s@]+@[^\s@]+$/.test(username)) {
    throw new CognitoError('InvalidParameterException', 'Username should be an email.');
  }
  checkPassword(password, pool.passwordPolicy);
  if (findUser(pool, username) !== undefined) {
    const message = withEmail ? 'An account with the given email already exists.' : 'User already exists';
    throw new CognitoError('UsernameExistsException', message);
  }
  const user = createUser(pool, {
    ...(withEmail ? {} : { username }),
    password,
    attributes: withEmail ? { ...attributes, email: username, email_verified: 'false' } : attributes,
    status: 'UNCONFIRMED',
    createdAt: context.clock.now(),
  });
  context.changed();
  const delivery = user.attributes['email'] === undefined ? {} : { CodeDeliveryDetails: sendCode(context, user, 'sign-up') };
  return { UserConfirmed: false, UserSub: user.sub, ...delivery };
};

/** What people may say of themselves: everything but who they are and what only a code can verify. */
function writableAttributes(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const name of ['sub', 'email_verified', 'phone_number_verified']) {
    if (name in attributes) {
      throw new CognitoError('NotAuthorizedException', 'A client attempted to write unauthorized attribute');
    }
  }
  return attributes;
}
