import { readOwn } from '../awsHttp/ownProperty.ts';
import { CognitoError } from '../cognitoWire/cognitoError.ts';
import type { UserPoolState, UserState } from './userPoolState.ts';

/** The person a sign-in name means: a user name or, in a pool that signs in with email, an address. Letter case does not matter. */
export function findUser(pool: UserPoolState, signInName: string): UserState | undefined {
  const named = readOwn(pool.users, signInName);
  if (named !== undefined) return named;
  const wanted = signInName.toLowerCase();
  return Object.values(pool.users).find(
    (user) =>
      user.username.toLowerCase() === wanted ||
      (pool.signInWith === 'email' && user.attributes['email']?.toLowerCase() === wanted),
  );
}

/** The honest answer for an unknown person, where the app client does not prevent user existence errors. */
export function userNotFound(): CognitoError {
  return new CognitoError('UserNotFoundException', 'User does not exist.');
}

/** Refuses a password, without saying whether the name or the password was wrong. */
export function incorrectCredentials(): CognitoError {
  return new CognitoError('NotAuthorizedException', 'Incorrect username or password.');
}
