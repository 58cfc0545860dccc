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
  | 'ROLE_NOT_ASSUMABLE'
  | 'CREDENTIALS_REJECTED'
  | 'REGION_DISABLED'
  | 'POLICY_INVALID'
  | 'POLICY_TOO_LARGE'
  | 'DURATION_OUT_OF_RANGE'
  | 'MFA_CODE_MISSING'
  | 'SCOPE_UNSUPPORTED'
  | 'SCOPE_NOT_ENFORCED'
  | 'BROKER_REFUSED'
  | 'CREDENTIALS_NOT_FOUND'
  | 'CHAIN_EXHAUSTED'
  | 'PROFILE_INVALID'
  | 'SSO_SIGN_IN_NEEDED'
  | 'PEER_MISSING';

/** Why credentials could not be obtained or are of no use. */
export const credentialErrorText: Readonly<Record<CredentialErrorCode, ErrorExplanation>> = {
  CREDENTIALS_MISSING: {
    what: 'The provider returned no usable credentials.',
    why: 'The answer lacks accessKeyId or secretAccessKey, or its expiration is not a Date.',
    fix: 'Return { accessKeyId, secretAccessKey, sessionToken, expiration: Date } from the provider. Of a store, give its provider: store.provider.',
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
    what: 'AWS does not accept the sign-in token.',
    why: 'Its issuer and audience are no login provider of the identity pool or of the account, or it is not an ID token.',
    fix: 'Identity pool: add the user pool id and app client id to its providers. Role: add the issuer to IAM’s identity providers.',
  },
  IDENTITY_FORBIDDEN: {
    what: 'The kept identity id no longer belongs to this person.',
    why: 'The identity was deleted, disabled or merged in the identity pool.',
    fix: 'Nothing to do: the id is dropped and a new one asked for. If it repeats, check the pool’s login providers.',
  },
  ROLE_NOT_ASSUMABLE: {
    what: 'The role does not let this caller in.',
    why: 'It does not exist, its trust policy names neither the caller nor the token’s issuer, or one of its conditions fails.',
    fix: 'Check the role’s trust policy: Principal, Action (sts:AssumeRole…), and conditions such as aud, amr, sub or ExternalId.',
  },
  CREDENTIALS_REJECTED: {
    what: 'AWS does not know the keys that the call was signed with.',
    why: 'They were deleted, deactivated or copied incompletely, or this device’s clock is far off.',
    fix: 'Check masterCredentials: its access key, secret and session token belong together.',
  },
  REGION_DISABLED: {
    what: 'AWS STS is switched off in this region.',
    why: 'The account has not activated the region, or STS in it.',
    fix: 'Activate it in the IAM console (account settings), or use another region.',
  },
  POLICY_INVALID: {
    what: 'The session policy is malformed.',
    why: 'An element is missing, misspelt or not allowed in a session policy, or a variable has no value.',
    fix: 'Build it with policy(allow(actions, resources)), which says in development what is wrong.',
  },
  POLICY_TOO_LARGE: {
    what: 'The session policy is too large.',
    why: 'It may have 2,048 characters as JSON, and what AWS packs it into, with managed policies and tags, is limited too.',
    fix: 'Use wildcards, name fewer resources, or move what is the same for everybody into the role.',
  },
  DURATION_OUT_OF_RANGE: {
    what: 'The credentials cannot live this long.',
    why: 'durationSeconds is under 900, over 43,200 or over the role’s MaxSessionDuration; with role chaining the limit is 3,600.',
    fix: 'Ask for a duration in range, or raise the role’s maximum session duration.',
  },
  MFA_CODE_MISSING: {
    what: 'No MFA code was given.',
    why: 'mfaCodeProvider was cancelled or gave nothing.',
    fix: 'Ask the person again and call refresh().',
  },
  SCOPE_UNSUPPORTED: {
    what: 'The provider cannot give less than it gives.',
    why: 'The enhanced flow of identity pools, fixed keys and functions of your own take neither a session policy nor a role.',
    fix: 'Give fromCognitoIdentityPool flow: classicFlow({ roleArn }), or wrap the provider: withRoleChaining(provider, { region }).',
  },
  SCOPE_NOT_ENFORCED: {
    what: 'The credential broker did not narrow the credentials.',
    why: 'It was asked for less and did not answer Scoped: true, so it may have given everything.',
    fix: 'Let the broker apply the scope to the role it assumes, then answer Scoped: true; or leave scopeParameter out.',
  },
  BROKER_REFUSED: {
    what: 'The credential broker gives no credentials.',
    why: 'It refused the request, or redirected it.',
    fix: 'Check the URL, the authorization token and the broker’s own log.',
  },
  CREDENTIALS_NOT_FOUND: {
    what: 'There are no credentials here.',
    why: 'The place that was looked in holds none.',
    fix: 'Set them up there, or look in other places as well: fromChain(…).',
  },
  CHAIN_EXHAUSTED: {
    what: 'No provider of the chain has credentials.',
    why: 'Each of them said that it has nothing to offer; cause holds their errors.',
    fix: 'Set up at least one of them.',
  },
  PROFILE_INVALID: {
    what: 'A profile of the shared AWS files cannot be used.',
    why: 'Settings in it are missing, contradict each other, or lead to a profile or section that does not exist.',
    fix: 'Correct it in ~/.aws/config or ~/.aws/credentials; `aws configure list --profile NAME` shows what AWS tools make of it.',
  },
  SSO_SIGN_IN_NEEDED: {
    what: 'The sign-in at IAM Identity Center (SSO) is over.',
    why: 'Nobody has signed in on this machine, or the sign-in has expired and cannot be renewed.',
    fix: 'Run `aws sso login --profile NAME`. The next attempt finds it: nothing has to be restarted.',
  },
  PEER_MISSING: {
    what: 'A package that this needs could not be loaded.',
    why: 'It is an optional peer dependency, so it is not installed by itself.',
    fix: 'Install it, for example: npm install @aws-sdk/credential-providers.',
  },
};
