import { afterEach, describe, expect, it, vi } from 'vitest';
import { signedReadings, tokenReadings, toStsError } from './toStsError.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

// Names by the STS API reference; words as seen in public issue threads.
describe('toStsError, of a call with a token', () => {
  it.each([
    ['ExpiredTokenException', 'Token expired: current date/time 2 must be before the expiration date/time 1', 'SESSION_EXPIRED'],
    ['IDPRejectedClaim', 'The identity provider rejected the claim', 'SESSION_EXPIRED'],
    ['InvalidIdentityToken', 'No OpenIDConnect provider found in your account for https://accounts.example.com', 'TOKEN_NOT_ACCEPTED'],
    ['InvalidIdentityToken', 'Incorrect token audience', 'TOKEN_NOT_ACCEPTED'],
    ['InvalidIdentityToken', "Couldn't retrieve verification key from your identity provider", 'TOKEN_NOT_ACCEPTED'],
    ['IDPCommunicationError', 'An error occurred while contacting the identity provider', 'SERVICE_UNAVAILABLE'],
    ['AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 'ROLE_NOT_ASSUMABLE'],
    ['MalformedPolicyDocument', 'The policy is not in the valid JSON format.', 'POLICY_INVALID'],
    ['PackedPolicyTooLarge', 'Packed policy consumes 118% of allotted space, please use smaller policy.', 'POLICY_TOO_LARGE'],
    ['RegionDisabledException', 'STS is not activated in this region for account: 123456789012.', 'REGION_DISABLED'],
    ['ValidationError', 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.', 'DURATION_OUT_OF_RANGE'],
    ['ValidationError', "1 validation error detected: Value '1' at 'durationSeconds' failed to satisfy constraint", 'DURATION_OUT_OF_RANGE'],
    ['ValidationError', "1 validation error detected: Value 'x' at 'roleArn' failed to satisfy constraint", 'INVALID_OPTION'],
    ['BrandNewException', 'Something else.', 'SERVICE_REFUSED'],
  ])('reads %s "%s" as %s', (name, message, code) => {
    const error = toStsError({ name, message, requestId: 'request-1' }, tokenReadings);
    expect(error).toMatchObject({ code, requestId: 'request-1' });
    expect(error.fix).not.toBe('');
  });
});

it.each([
  ["Couldn't retrieve verification key from your identity provider", true],
  ['Incorrect token audience', false],
])('a token that is not accepted ("%s") may be later: %s', (message, retryable) => {
  expect(toStsError({ name: 'InvalidIdentityToken', message, requestId: undefined }, tokenReadings).retryable).toBe(retryable);
});

describe('toStsError, of a signed call', () => {
  it.each([
    ['ExpiredToken', 'The security token included in the request is expired', 'CREDENTIALS_EXPIRED'],
    ['RequestExpired', 'Request has expired', 'CREDENTIALS_EXPIRED'],
    ['InvalidClientTokenId', 'The security token included in the request is invalid.', 'CREDENTIALS_REJECTED'],
    ['SignatureDoesNotMatch', 'Signature expired: 20260101T000000Z is now earlier than 20260101T001500Z', 'CREDENTIALS_REJECTED'],
    ['IncompleteSignature', 'Request must contain a signature that conforms to AWS standards', 'CREDENTIALS_REJECTED'],
    ['AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code.', 'CODE_MISMATCH'],
    ['AccessDenied', 'User: arn:… is not authorized to perform: sts:AssumeRole on resource: arn:…', 'ROLE_NOT_ASSUMABLE'],
    ['ValidationError', 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.', 'DURATION_OUT_OF_RANGE'],
  ])('reads %s "%s" as %s', (name, message, code) => {
    expect(toStsError({ name, message, requestId: undefined }, signedReadings).code).toBe(code);
  });
});

describe('toStsError says', () => {
  const messageOf = (name: string, message: string): string => toStsError({ name, message, requestId: undefined }, tokenReadings).message;

  it.each([
    ['No OpenIDConnect provider found in your account for https://a', 'identity provider in IAM for the token’s issuer'],
    ['Incorrect token audience', 'aud claim'],
    ["Couldn't retrieve verification key from your identity provider", 'signing keys'],
  ])('about "%s" what to look at', (message, words) => {
    expect(messageOf('InvalidIdentityToken', message)).toContain(words);
  });

  it('which limit a duration is over', () => {
    expect(messageOf('ValidationError', 'DurationSeconds exceeds the MaxSessionDuration set')).toContain('MaxSessionDuration of the role');
    expect(messageOf('ValidationError', 'DurationSeconds exceeds the 1 hour session limit … role chaining.')).toContain('an hour at most');
  });

  it('which option STS refuses', () => {
    expect(messageOf('ValidationError', "1 validation error detected: Value 'x' at 'roleSessionName' failed")).toContain('roleSessionName');
  });

  it('how large the packed policy is, in production too', () => {
    vi.stubEnv('NODE_ENV', 'production');
    expect(messageOf('PackedPolicyTooLarge', 'Packed policy consumes 118% of allotted space')).toContain('PackedPolicySize: 118%');
  });

  it('the name of an error it does not know, and none of the service’s words', () => {
    const message = messageOf('BrandNewException', 'ada@example.com');
    expect(message).toContain('BrandNewException');
    expect(message).not.toContain('ada');
  });
});
