import { CredentialsError, type ErrorCode, type ServiceRefusal } from '@valetkey/core';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

// Identity pools put most refusals under one name, NotAuthorizedException, so their words decide. First match wins.
const READINGS: readonly (readonly [nameAndMessage: RegExp, code: ErrorCode])[] = [
  [/Unauthenticated access/, 'GUEST_NOT_ALLOWED'],
  [/Token expired/, 'SESSION_EXPIRED'],
  [/claim: aud|supported provider|login token/, 'TOKEN_NOT_ACCEPTED'],
  [/: IdentityPool /, 'IDENTITY_POOL_NOT_FOUND'],
  [/PoolConfiguration|classic\) flow|ole ?[Mm]app|to Role/, 'IDENTITY_POOL_MISCONFIGURED'],
  // What is left of these is about the identity id: "Access to Identity '…' is forbidden.", "Logins don't match. …",
  // "Identity '…' not found.".
  [/^(NotAuthorized|Resource)/, 'IDENTITY_FORBIDDEN'],
  [/^Limit/, 'THROTTLED'],
  [/^External/, 'SERVICE_UNAVAILABLE'],
];

// What a developer should know beyond the code's own text.
const DETAILS: readonly (readonly [message: RegExp, detail: string])[] = [
  [/Token expired/, 'The identity pool says that the token has expired.'],
  [/claim: aud/, 'It is an access token: give the ID token.'],
  [/Issuer doesn't/, 'The key in logins must be the token’s iss claim without https://.'],
  [/supported provider/, 'The token’s iss and aud must be a login provider of this very pool.'],
  [/^Logins don't/, 'The identity pool id may be another one than the sign-in is meant for.'],
  [/classic\) flow/, 'Its classic flow is off: switch it on (allowClassicFlow in a seed of the emulator), or leave out flow.'],
  [/RoleMapp/, 'Its role mappings need the enhanced flow: leave out flow.'],
  [/to Role/, 'The token does not name the role of customRoleArn.'],
  [/role mapping/, 'The pool’s role mapping gives this person no role.'],
];

/**
 * Says in our words why an identity pool refused. `IDENTITY_FORBIDDEN` means that the identity id may be at fault and
 * another would do; `SESSION_EXPIRED` that a fresh token would.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html#API_GetCredentialsForIdentity_Errors
 */
export function toIdentityPoolError({ name, message, requestId }: ServiceRefusal): CredentialsError {
  const code = READINGS.find(([reading]) => reading.test(`${name}: ${message}`))?.[1];
  const detail = code === undefined ? name : detailOf(message);
  return new CredentialsError(code ?? 'SERVICE_REFUSED', { detail, requestId });
}

/** Nothing in production builds, which carry the code alone. */
function detailOf(message: string): string | undefined {
  if (process.env.NODE_ENV === 'production') return undefined;
  return DETAILS.find(([reading]) => reading.test(message))?.[1];
}
