import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { attributeMap, requireString } from '../cognitoWire/cognitoInput.ts';
import { sendCode } from './confirmationCode.ts';
import { createUser } from './createUser.ts';
import { findUser } from './findUser.ts';
import { checkPassword } from './passwordPolicy.ts';
import { findClient, type UserPoolOperation } from './userPoolContext.ts';
import { writableAttributes } from './writableAttributes.ts';

/** `SignUp`: adds an unconfirmed person and mails the code that confirms the address. */
export const signUp: UserPoolOperation = (input, context) => {
  const { pool } = findClient(context, requireString(input, 'ClientId'));
  const username = requireString(input, 'Username');
  const password = requireString(input, 'Password');
  const given = writableAttributes(attributeMap(input, 'UserAttributes'));
  const withEmail = pool.signInWith === 'email';
  const attributes = withEmail ? { ...given, email: username, email_verified: 'false' } : given;
  if (withEmail && !/^[^\s@]+@[^\s@]+$/.test(username)) {
    throw new CognitoError('InvalidParameterException', 'Username should be an email.');
  }
  checkPassword(password, pool.passwordPolicy);
  const missing = pool.requiredAttributes.find((name) => !Object.hasOwn(attributes, name));
  if (missing !== undefined) {
    throw new CognitoError(
      'InvalidParameterException',
      `Attributes did not conform to the schema: ${missing}: The attribute is required`,
    );
  }
  if (findUser(pool, username) !== undefined) {
    const message = withEmail ? 'An account with the given email already exists.' : 'User already exists';
    throw new CognitoError('UsernameExistsException', message);
  }
  const user = createUser(pool, {
    ...(withEmail ? {} : { username }),
    password,
    attributes,
    status: 'UNCONFIRMED',
    createdAt: context.clock.now(),
  });
  context.changed();
  const delivery = user.attributes['email'] === undefined ? {} : { CodeDeliveryDetails: sendCode(context, user, 'sign-up') };
  return { UserConfirmed: false, UserSub: user.sub, ...delivery };
};
