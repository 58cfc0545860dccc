import { describe, expect, it } from 'vitest';
import { toIdentityPoolError } from './toIdentityPoolError.ts';

const NOT_AUTHORIZED = 'NotAuthorizedException';
const NOT_FOUND = 'ResourceNotFoundException';
const INVALID_PARAMETER = 'InvalidParameterException';

// The texts are the service's own, as seen on the wire and in public issue threads.
describe('toIdentityPoolError', () => {
  it.each([
    [NOT_AUTHORIZED, 'Unauthenticated access is not supported for this identity pool.', 'GUEST_NOT_ALLOWED'],
    [
      'InvalidIdentityPoolConfigurationException',
      'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
      'IDENTITY_POOL_MISCONFIGURED',
    ],
    [NOT_AUTHORIZED, 'Token is not from a supported provider of this identity pool.', 'TOKEN_NOT_ACCEPTED'],
    [
      NOT_AUTHORIZED,
      "Logins don't match. Please include at least one valid login for this identity or identity pool.",
      'IDENTITY_FORBIDDEN',
    ],
    [NOT_AUTHORIZED, 'Invalid login token. Missing a required claim: aud', 'TOKEN_NOT_ACCEPTED'],
    [INVALID_PARAMETER, 'Missing a required claim: aud', 'TOKEN_NOT_ACCEPTED'],
    [NOT_AUTHORIZED, "Invalid login token. Issuer doesn't match providerName", 'TOKEN_NOT_ACCEPTED'],
    [NOT_AUTHORIZED, "Invalid login token. Couldn't verify signed token.", 'TOKEN_NOT_ACCEPTED'],
    [NOT_AUTHORIZED, 'Invalid login token. Not a Cognito token.', 'TOKEN_NOT_ACCEPTED'],
    [NOT_AUTHORIZED, 'Invalid login token. Incorrect token audience.', 'TOKEN_NOT_ACCEPTED'],
    [NOT_AUTHORIZED, 'Invalid login token. Token expired: 1700000001 >= 1700000000', 'SESSION_EXPIRED'],
    [NOT_FOUND, "IdentityPool 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef' not found.", 'IDENTITY_POOL_NOT_FOUND'],
    [NOT_FOUND, "Identity 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef' not found.", 'IDENTITY_FORBIDDEN'],
    [NOT_AUTHORIZED, "Access to Identity 'eu-west-1:01234567' is forbidden.", 'IDENTITY_FORBIDDEN'],
    ['ResourceConflictException', 'Login already linked.', 'IDENTITY_FORBIDDEN'],
    [INVALID_PARAMETER, 'Basic (classic) flow is not enabled, please use enhanced flow.', 'IDENTITY_POOL_MISCONFIGURED'],
    [INVALID_PARAMETER, 'GetOpenIdToken is not supported with RoleMappings.', 'IDENTITY_POOL_MISCONFIGURED'],
    [NOT_AUTHORIZED, "Access to Role 'arn:aws:iam::000000000000:role/editor' is forbidden.", 'IDENTITY_POOL_MISCONFIGURED'],
    [NOT_AUTHORIZED, 'The ambiguous role mapping rules denied this request.', 'IDENTITY_POOL_MISCONFIGURED'],
    ['LimitExceededException', 'Rate exceeded', 'THROTTLED'],
    ['ExternalServiceException', 'The identity provider did not answer.', 'SERVICE_UNAVAILABLE'],
    ['BrandNewException', 'Something else.', 'SERVICE_REFUSED'],
  ])('reads %s "%s" as %s', (name, message, code) => {
    const error = toIdentityPoolError({ name, message, requestId: 'request-1' });
    expect(error).toMatchObject({ code, requestId: 'request-1' });
    expect(error.fix).not.toBe('');
  });

  it.each([
    ['Invalid login token. Missing a required claim: aud', 'give the ID token'],
    ["Invalid login token. Issuer doesn't match providerName", 'without https://'],
    ['Token is not from a supported provider of this identity pool.', 'iss and aud'],
    ['Basic (classic) flow is not enabled, please use enhanced flow.', 'Its classic flow is off: switch it on (allowClassicFlow in a seed of the emulator), or leave out flow.'],
    ['GetOpenIdToken is not supported with RoleMappings.', 'Its role mappings need the enhanced flow: leave out flow.'],
    ["Access to Role 'arn:aws:iam::000000000000:role/editor' is forbidden.", 'customRoleArn'],
    ['The ambiguous role mapping rules denied this request.', 'no role'],
  ])('says about "%s" what to do', (message, words) => {
    expect(toIdentityPoolError({ name: NOT_AUTHORIZED, message, requestId: undefined }).message).toContain(words);
  });

  it('names an error it does not know, and repeats none of the service’s words', () => {
    const { message } = toIdentityPoolError({ name: 'BrandNewException', message: 'ada@example.com', requestId: undefined });
    expect(message).toContain('BrandNewException');
    expect(message).not.toContain('ada');
  });
});
