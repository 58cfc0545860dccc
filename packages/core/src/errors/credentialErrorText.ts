import type { ErrorExplanation } from './errorExplanation.ts';

/** Codes that {@link credentialErrorText} explains. */
export type CredentialErrorCode =
  | 'CREDENTIALS_MISSING'
  | 'CREDENTIALS_EXPIRED'
  | 'NOT_SIGNED_IN'
  | 'SESSION_EXPIRED'
  | 'GUEST_NOT_ALLOWED'
  | 'IDENTITY_POOL_NOT_FOUND'
  | 'IDENTITY_POOL_MISCONFIGURED'
  | 'TOKEN_NOT_ACCEPTED'
  | 'IDENTITY_FORBIDDEN'
  | 'SCOPE_UNSUPPORTED';

/** Why credentials could not be obtained or are of no use. */
export const credentialErrorText: Readonly<Record<CredentialErrorCode, ErrorExplanation>> = {
  CREDENTIALS_MISSING: {
    what: 'The provider returned no usable credentials.',
    why: 'The answer lacks accessKeyId or secretAccessKey, or its expiration is not a Date.',
    fix: 'Return { accessKeyId, secretAccessKey, sessionToken, expiration: Date } from the provider.',
  },
  CREDENTIALS_EXPIRED: {
    what: 'The credentials have expired.',
    why: 'No fresh ones could be obtained, the provider returned expired ones, or this device’s clock is far off.',
    fix: 'Check the clock of this device and the issuer of the credentials; then call refresh().',
  },
  NOT_SIGNED_IN: {
    what: 'Nobody is signed in.',
    why: 'Credentials were asked for before sign-in, and guests are not let in.',
    fix: 'Render the component inside <SignedIn> or <Authenticator>, or set guest: true on the identity pool provider.',
  },
  SESSION_EXPIRED: {
    what: 'The session has ended.',
    why: 'The refresh token expired, was revoked, or the account was disabled or deleted.',
    fix: 'Ask the person to sign in again.',
  },
  GUEST_NOT_ALLOWED: {
    what: 'The identity pool does not let guests in.',
    why: 'Credentials were asked for without a sign-in, and unauthenticated access is off in the pool.',
    fix: 'Wait for sign-in (guest: false), or enable unauthenticated access for the identity pool.',
  },
  IDENTITY_POOL_NOT_FOUND: {
    what: 'The identity pool does not exist.',
    why: 'The id is wrong, or the pool is in another account or region.',
    fix: 'Copy the identity pool id from the Cognito console.',
  },
  IDENTITY_POOL_MISCONFIGURED: {
    what: 'The identity pool cannot hand out its role.',
    why: 'The role’s trust policy does not allow sts:AssumeRoleWithWebIdentity for this pool, or no role is set.',
    fix: 'Trust cognito-identity.amazonaws.com, with aud = the pool id and amr = authenticated (or unauthenticated).',
  },
  TOKEN_NOT_ACCEPTED: {
    what: 'The identity pool does not accept the sign-in token.',
    why: 'The user pool and app client are not a login provider of this identity pool, or the token is not an ID token.',
    fix: 'Add the user pool id and app client id to the identity pool’s authentication providers.',
  },
  IDENTITY_FORBIDDEN: {
    what: 'The kept identity id no longer belongs to this person.',
    why: 'The identity was deleted, disabled or merged in the identity pool.',
    fix: 'Nothing to do: the id is dropped and a new one asked for. If it repeats, check the pool’s login providers.',
  },
  SCOPE_UNSUPPORTED: {
    what: 'The provider cannot give less than its role allows.',
    why: 'The enhanced flow of identity pools, fixed keys and functions of your own take neither a session policy nor a role.',
    fix: 'Give fromCognitoIdentityPool flow: classicFlow({ roleArn }), or wrap the provider: withRoleChaining(provider, { region }).',
  },
};
