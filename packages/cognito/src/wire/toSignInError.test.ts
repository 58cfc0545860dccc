import { describe, expect, it } from 'vitest';
import { toRefreshError } from './toRefreshError.ts';
import { toSignInError } from './toSignInError.ts';
import { toSignUpError } from './toSignUpError.ts';

const refusal = (name: string, message = '') => ({ name, message, requestId: 'request-1' });

describe('what a user pool’s refusals mean', () => {
  it.each([
    ['NotAuthorizedException', 'Incorrect username or password.', 'INCORRECT_SIGN_IN'],
    ['NotAuthorizedException', 'User is disabled.', 'USER_DISABLED'],
    ['NotAuthorizedException', 'Temporary password has expired and must be reset by an administrator.', 'USER_DISABLED'],
    ['NotAuthorizedException', 'Password attempts exceeded', 'TOO_MANY_ATTEMPTS'],
    ['NotAuthorizedException', 'Invalid session for the user, session is expired.', 'CHALLENGE_EXPIRED'],
    ['NotAuthorizedException', 'Invalid session for the user.', 'CHALLENGE_EXPIRED'],
    ['NotAuthorizedException', 'Refresh Token has been revoked', 'SESSION_EXPIRED'],
    ['NotAuthorizedException', 'Invalid Refresh Token.', 'SESSION_EXPIRED'],
    ['NotAuthorizedException', 'Access Token has been revoked', 'SESSION_EXPIRED'],
    ['NotAuthorizedException', 'Access Token has expired', 'SESSION_EXPIRED'],
    ['NotAuthorizedException', 'Unable to verify secret hash for client 1abc', 'CLIENT_HAS_SECRET'],
    ['NotAuthorizedException', 'Client 1abc is configured with secret but SECRET_HASH was not received', 'CLIENT_HAS_SECRET'],
    ['NotAuthorizedException', 'A client attempted to write unauthorized attribute', 'INVALID_PARAMETER'],
    ['NotAuthorizedException', 'User password cannot be reset in the current state.', 'INVALID_PARAMETER'],
    ['InvalidParameterException', 'USER_SRP_AUTH is not enabled for the client.', 'AUTH_FLOW_DISABLED'],
    ['InvalidParameterException', 'USER_PASSWORD_AUTH flow not enabled for this client', 'AUTH_FLOW_DISABLED'],
    [
      'InvalidParameterException',
      "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must have length greater than or equal to 6",
      'PASSWORD_POLICY',
    ],
    ['InvalidParameterException', "1 validation error detected: Value at 'confirmationCode' failed to satisfy constraint", 'CODE_MISMATCH'],
    ['InvalidParameterException', 'Username should be an email.', 'INVALID_PARAMETER'],
    ['InvalidParameterException', 'Invalid user attributes: given_name: Attribute is required.', 'INVALID_PARAMETER'],
    ['UserNotFoundException', 'User does not exist.', 'INCORRECT_SIGN_IN'],
    ['UserNotConfirmedException', 'User is not confirmed.', 'USER_NOT_CONFIRMED'],
    ['PasswordResetRequiredException', 'Password reset required for the user', 'PASSWORD_RESET_REQUIRED'],
    ['InvalidPasswordException', 'Password did not conform with policy', 'PASSWORD_POLICY'],
    ['PasswordHistoryPolicyViolationException', '', 'PASSWORD_POLICY'],
    ['CodeMismatchException', 'Invalid verification code provided, please try again.', 'CODE_MISMATCH'],
    ['ExpiredCodeException', 'Invalid code provided, please request a code again.', 'CODE_EXPIRED'],
    ['CodeDeliveryFailureException', '', 'CODE_DELIVERY_FAILED'],
    ['LimitExceededException', 'Attempt limit exceeded, please try after some time.', 'TOO_MANY_ATTEMPTS'],
    ['TooManyFailedAttemptsException', '', 'TOO_MANY_ATTEMPTS'],
    ['ResourceNotFoundException', 'User pool client 1abc does not exist.', 'CLIENT_NOT_FOUND'],
    ['UnsupportedOperationException', 'Refresh token rotation is enabled', 'FLOW_UNSUPPORTED'],
    ['UserLambdaValidationException', 'PreSignUp failed with error ada@example.com is not invited.', 'SERVICE_REFUSED'],
    ['SomethingNew', '', 'SERVICE_REFUSED'],
    ['constructor', '', 'SERVICE_REFUSED'],
  ])('%s “%s” is %s', (name, message, code) => {
    expect(toSignInError(refusal(name, message))).toMatchObject({ code, requestId: 'request-1' });
  });

  it('keeps the service’s words, which can name a user, to itself, and its name as the cause', () => {
    const error = toSignInError(refusal('UserLambdaValidationException', 'ada@example.com is not invited'));
    expect([error.message, error.stack, String(error.cause)].join()).not.toContain('ada@');
    expect(String(error.cause)).toContain('UserLambdaValidationException');
  });
});

describe('what a refused sign-up means', () => {
  it.each([
    ['UsernameExistsException', 'An account with the given email already exists.', 'USERNAME_EXISTS'],
    ['AliasExistsException', '', 'USERNAME_EXISTS'],
    ['InvalidPasswordException', 'Password did not conform with policy', 'PASSWORD_POLICY'],
  ])('%s “%s” is %s', (name, message, code) => {
    expect(toSignUpError(refusal(name, message))).toMatchObject({ code, requestId: 'request-1' });
  });
});

describe('what a refused refresh means', () => {
  it.each(['NotAuthorizedException', 'RefreshTokenReuseException', 'UserNotFoundException', 'ResourceNotFoundException'])(
    '%s ends the session',
    (name) => {
      expect(toRefreshError(refusal(name, 'Unable to verify secret hash'))).toMatchObject({ code: 'SESSION_EXPIRED', requestId: 'request-1' });
    },
  );

  it.each(['TooManyRequestsException', 'InternalErrorException', 'LimitExceededException', 'UserLambdaValidationException', 'ForbiddenException', 'SomethingNew'])(
    '%s passes',
    (name) => {
      expect(toRefreshError(refusal(name)).code).not.toBe('SESSION_EXPIRED');
    },
  );
});
