import type { CredentialProvider } from '@valetkey/core';
import { createSignedProvider, type SignedProviderOptions } from './createSignedProvider.ts';
import { checkRoleSession } from './roleSession.ts';

/** The longest a session token may live, seconds (STS API reference, `GetSessionToken`, `DurationSeconds`). */
export const MAX_SESSION_TOKEN_SECONDS = 129_600;

/** What {@link fromSessionToken} takes. */
export interface SessionTokenOptions extends SignedProviderOptions {
  readonly params?: {
    /** Seconds: 900–129,600. Default: STS's, 43,200. */
    readonly DurationSeconds?: number | undefined;
    /** ARN of the user's MFA device. `mfaCodeProvider` is then needed. */
    readonly SerialNumber?: string | undefined;
  };
}

/**
 * Obtains a session token of an IAM user, whose long-lived keys are the master credentials: temporary credentials with the
 * same rights (`GetSessionToken`), for instance because a policy asks for MFA. The keys belong on a server, or into the hands of
 * the person who signs in with them; not into the code of a page.
 *
 * The provider it returns rejects as its master does, or as that of `fromTemporaryCredentials`.
 * @throws CredentialsError `DURATION_OUT_OF_RANGE`, or in development `INVALID_OPTION`.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export function fromSessionToken(options: SessionTokenOptions): CredentialProvider {
  const { DurationSeconds, SerialNumber } = options.params ?? {};
  checkRoleSession(null, { durationSeconds: DurationSeconds }, MAX_SESSION_TOKEN_SECONDS);
  const parameters = { Action: 'GetSessionToken', SerialNumber, DurationSeconds: DurationSeconds?.toString() };
  return createSignedProvider(options, 'session-token', SerialNumber, () => parameters);
}
