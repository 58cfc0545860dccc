import { CognitoError } from '../cognitoWire/cognitoError.ts';

/** What people may say of themselves: everything but who they are and what only a code can verify. */
export function writableAttributes(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const name of ['sub', 'email_verified', 'phone_number_verified']) {
    if (name in attributes) {
      throw new CognitoError('NotAuthorizedException', 'A client attempted to write unauthorized attribute');
    }
  }
  return attributes;
}
