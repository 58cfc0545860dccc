import { credentialErrorText, type CredentialErrorCode } from './credentialErrorText.ts';
import type { ErrorExplanation } from './errorExplanation.ts';
import { setUpErrorText, type SetUpErrorCode } from './setUpErrorText.ts';
import { signInErrorText, type SignInErrorCode } from './signInErrorText.ts';
import { worldErrorText, type WorldErrorCode } from './worldErrorText.ts';

/** Every code a `CredentialsError` can carry. `docs/errors.md` explains each. */
export type ErrorCode = SetUpErrorCode | CredentialErrorCode | SignInErrorCode | WorldErrorCode;

/**
 * Every error code, in words. Development builds print these; production builds drop the table and say the code alone,
 * which `docs/errors.md` explains. No text ever holds a user name, a key or a token.
 */
export const errorText: Readonly<Record<ErrorCode, ErrorExplanation>> = {
  ...setUpErrorText,
  ...credentialErrorText,
  ...signInErrorText,
  ...worldErrorText,
};
