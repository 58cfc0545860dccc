import type { Session } from '@valetkey/core';
import { openUserPool, type UserPoolSessionOptions } from './openUserPool.ts';
import { createPasswordResetFlow } from './signIn/createPasswordResetFlow.ts';
import { createSignUpFlow } from './signIn/createSignUpFlow.ts';
import { createUserPoolPasswordReset } from './signIn/createUserPoolPasswordReset.ts';
import { createUserPoolSignUp } from './signIn/createUserPoolSignUp.ts';

/**
 * A session of an Amazon Cognito user pool: sign-in with SRP, new password, TOTP and SMS codes, sign-up, password reset,
 * refresh with rotation, sign-out with revocation. Constructing it sends and reads nothing.
 * @throws CredentialsError `INVALID_USER_POOL_ID`, `REGION_MISMATCH`, `WEB_CRYPTO_MISSING` on a plain-http page, or, in
 * development, `INVALID_OPTION`.
 */
export function createUserPoolSession(options: UserPoolSessionOptions): Session {
  const { api, session } = openUserPool(options);
  return {
    ...session,
    signUp: createSignUpFlow(createUserPoolSignUp(api)),
    passwordReset: createPasswordResetFlow(createUserPoolPasswordReset(api)),
  };
}
