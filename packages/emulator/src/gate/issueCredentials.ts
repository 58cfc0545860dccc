import type { ServiceContext } from '../emulatorService.ts';
import { createAccessKeyId, createSecretAccessKey } from './accessKey.ts';
import { sealSessionToken, type SessionClaims } from './sessionToken.ts';

/** A session somebody was found entitled to. */
export interface CredentialsRequest extends Omit<SessionClaims, 'accessKeyId' | 'secretAccessKey' | 'issuedAt' | 'expiresAt'> {
  /** How long the credentials live, in s. The caller has applied the limits of its own operation. */
  readonly durationSeconds: number;
}

/** Credentials in the spelling of Cognito Identity; STS renames `SecretKey` to `SecretAccessKey`. */
export interface IssuedCredentials {
  /** `ASIAEMU…`, 20 characters: no AWS key begins so. */
  readonly AccessKeyId: string;
  readonly SecretKey: string;
  readonly SessionToken: string;
  /** Epoch s. */
  readonly Expiration: number;
}

/**
 * Makes temporary credentials. Nothing is stored: the session token carries the session, sealed.
 * Deciding who may have them (trust policy, login tokens, durations) is the caller's task.
 * @returns Credentials every emulated service accepts until `Expiration`.
 */
export async function issueCredentials(
  { state, clock }: Pick<ServiceContext, 'state' | 'clock'>,
  { durationSeconds, ...session }: CredentialsRequest,
): Promise<IssuedCredentials> {
  const accessKeyId = createAccessKeyId('ASIAEMU');
  const secretAccessKey = createSecretAccessKey();
  const now = clock.now();
  const expiration = Math.floor(now / 1000) + durationSeconds;
  const claims: SessionClaims = { ...session, accessKeyId, secretAccessKey, issuedAt: now, expiresAt: expiration * 1000 };
  return {
    AccessKeyId: accessKeyId,
    SecretKey: secretAccessKey,
    SessionToken: await sealSessionToken(claims, state.iam.sealKey),
    Expiration: expiration,
  };
}
