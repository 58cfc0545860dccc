import { CredentialsError, type ErrorCode, type ServiceRefusal } from '@valetkey/core';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** What a refusal's name and words mean. First match wins. */
export type StsReadings = readonly (readonly [nameAndMessage: RegExp, code: ErrorCode])[];

// Whatever was asked for, and however.
const READINGS: StsReadings = [
  [/^Malformed/, 'POLICY_INVALID'],
  [/^Packed/, 'POLICY_TOO_LARGE'],
  [/^Region/, 'REGION_DISABLED'],
  [/^AccessDenied/, 'ROLE_NOT_ASSUMABLE'],
  [/durationSeconds/i, 'DURATION_OUT_OF_RANGE'],
  [/^Validation/, 'INVALID_OPTION'],
];

/** Of calls with a token or an assertion. The identity provider's own verdict may be that it was revoked. */
export const tokenReadings: StsReadings = [
  [/^(ExpiredToken|IDPRejected)/, 'SESSION_EXPIRED'],
  [/^InvalidIdentity/, 'TOKEN_NOT_ACCEPTED'],
  [/^IDP/, 'SERVICE_UNAVAILABLE'],
];

/** Of calls that are signed: what is said of the keys they were signed with. */
export const signedReadings: StsReadings = [
  [/MultiFactor/, 'CODE_MISMATCH'],
  [/^(Request)?Expired/, 'CREDENTIALS_EXPIRED'],
  [/^(InvalidClient|Signature|Incomplete|Missing)/, 'CREDENTIALS_REJECTED'],
];

// What a developer should know beyond the code's own text.
const DETAILS: readonly (readonly [nameAndMessage: RegExp, detail: string])[] = [
  [/^IDPRejected/, 'The identity provider says that the token is invalid, expired or revoked.'],
  [/No OpenIDConnect provider/, 'The account has no identity provider in IAM for the token’s issuer (its iss claim).'],
  [/audience/, 'The token’s aud claim is no audience of the identity provider in IAM.'],
  [/verification key/, 'AWS could not fetch the issuer’s signing keys.'],
  [/role chaining/, 'A role that is assumed with another role’s credentials lives for an hour at most.'],
  [/MaxSessionDuration/, 'It exceeds the MaxSessionDuration of the role.'],
];

/**
 * Says in our words why AWS STS refused.
 * @param readings - What is read in this kind of call before what is read in all.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
export function toStsError({ name, message, requestId }: ServiceRefusal, readings: StsReadings): CredentialsError {
  const text = `${name}: ${message}`;
  const code = [...readings, ...READINGS].find(([reading]) => reading.test(text))?.[1];
  const error = new CredentialsError(code ?? 'SERVICE_REFUSED', { detail: code ? detailOf(text) : name, requestId });
  // Its issuer may only be out of AWS's reach for a while: what was obtained before stays good.
  return text.includes('verification key') ? Object.assign(error, { retryable: true }) : error;
}

function detailOf(text: string): string | undefined {
  // In production as well: how much is too much depends on who is signed in.
  const packed = /^Packed\D*(\d+%)/.exec(text)?.[1];
  if (packed !== undefined) return `PackedPolicySize: ${packed}.`;
  if (process.env.NODE_ENV === 'production') return undefined;
  const option = /^Validation.* at '([\w.]+)'/.exec(text)?.[1];
  return option === undefined ? DETAILS.find(([reading]) => reading.test(text))?.[1] : `STS refuses ${option}.`;
}
