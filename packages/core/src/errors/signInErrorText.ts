import type { ErrorExplanation } from './errorExplanation.ts';

/** Codes that {@link signInErrorText} explains. */
export type SignInErrorCode =
  | 'INCORRECT_SIGN_IN'
  | 'USER_NOT_CONFIRMED'
  | 'PASSWORD_RESET_REQUIRED'
  | 'USER_DISABLED'
  | 'USERNAME_EXISTS'
  | 'PASSWORD_POLICY'
  | 'INVALID_PARAMETER'
  | 'CODE_MISMATCH'
  | 'CODE_EXPIRED'
  | 'CODE_DELIVERY_FAILED'
  | 'TOO_MANY_ATTEMPTS'
  | 'CHALLENGE_EXPIRED'
  | 'CHALLENGE_UNSUPPORTED'
  | 'CLIENT_HAS_SECRET'
  | 'CLIENT_NOT_FOUND'
  | 'AUTH_FLOW_DISABLED'
  | 'SIGN_IN_DENIED'
  | 'REDIRECT_REJECTED'
  | 'OUT_OF_STEP'
  | 'FLOW_UNSUPPORTED';

/** What stands in the way of sign-in, sign-up and recovery: the person can usually mend it. */
export const signInErrorText: Readonly<Record<SignInErrorCode, ErrorExplanation>> = {
  INCORRECT_SIGN_IN: {
    what: 'The user name or password is wrong.',
    why: 'The service does not say which, so that nobody learns which accounts exist.',
    fix: 'Let the person try again or reset the password.',
  },
  USER_NOT_CONFIRMED: {
    what: 'The account is not confirmed yet.',
    why: 'The code sent at sign-up was never entered.',
    fix: 'Continue with the sign-up flow’s resume(username).',
  },
  PASSWORD_RESET_REQUIRED: {
    what: 'The password must be reset before signing in.',
    why: 'An administrator asked for it, or the account was imported.',
    fix: 'Continue with the password-reset flow’s resume(username).',
  },
  USER_DISABLED: {
    what: 'The account is disabled.',
    why: 'An administrator disabled it.',
    fix: 'Have an administrator enable the account.',
  },
  USERNAME_EXISTS: {
    what: 'An account with this user name exists.',
    why: 'Somebody signed up with it before.',
    fix: 'Sign in, or reset the password.',
  },
  PASSWORD_POLICY: {
    what: 'The password does not meet the policy of the user pool.',
    why: 'It is too short, lacks a kind of character, or was used before.',
    fix: 'Choose a longer password with the kinds of character the pool asks for.',
  },
  INVALID_PARAMETER: {
    what: 'The service refused a value.',
    why: 'A field is empty, malformed, or required and missing.',
    fix: 'Check the fields; the user pool’s schema says which attributes are required.',
  },
  CODE_MISMATCH: {
    what: 'The code is wrong.',
    why: 'It was mistyped, or a newer code has been sent.',
    fix: 'Enter the newest code, or ask for another.',
  },
  CODE_EXPIRED: {
    what: 'The code has expired.',
    why: 'Codes are valid for a limited time and only once.',
    fix: 'Ask for a new code.',
  },
  CODE_DELIVERY_FAILED: {
    what: 'The code could not be sent.',
    why: 'The address is unreachable, or the pool’s mail or text set-up fails.',
    fix: 'Check the address and the message settings of the user pool.',
  },
  TOO_MANY_ATTEMPTS: {
    what: 'Too many attempts.',
    why: 'The service limits attempts for a while and does not say how long.',
    fix: 'Wait some minutes and try again.',
  },
  CHALLENGE_EXPIRED: {
    what: 'The sign-in took too long.',
    why: 'A sign-in step is valid for a few minutes.',
    fix: 'Start the sign-in again.',
  },
  CHALLENGE_UNSUPPORTED: {
    what: 'The user pool asks for a sign-in step that this engine cannot do.',
    why: 'The pool or a Lambda trigger returned a challenge outside the supported ones.',
    fix: 'Turn that challenge off for the app client, or use an engine that supports it.',
  },
  CLIENT_HAS_SECRET: {
    what: 'The app client has a client secret.',
    why: 'A browser cannot keep a secret, so it cannot compute the SECRET_HASH the client asks for.',
    fix: 'Create a public app client (without a secret) and use its id.',
  },
  CLIENT_NOT_FOUND: {
    what: 'The user pool or app client does not exist.',
    why: 'The app client id is wrong, or belongs to a pool in another region.',
    fix: 'Copy both ids from the same user pool in the Cognito console.',
  },
  AUTH_FLOW_DISABLED: {
    what: 'This sign-in flow is off for the app client.',
    why: 'The app client does not list it among its authentication flows.',
    fix: 'Enable ALLOW_USER_SRP_AUTH (and refresh tokens) for the app client.',
  },
  SIGN_IN_DENIED: {
    what: 'The sign-in page has signed nobody in.',
    why: 'The person cancelled or refused, an identity provider refused, or prompt: "none" found nobody signed in there.',
    fix: 'Let the person try again.',
  },
  REDIRECT_REJECTED: {
    what: 'What came back from the sign-in page was not accepted.',
    why: 'It belongs to no sign-in that this tab began in the last ten minutes, was used before, or is meant for another app or pool.',
    fix: 'Start the sign-in again. If it repeats: the address it begins on and redirectUri must have the same origin.',
  },
  OUT_OF_STEP: {
    what: 'A flow was given input for a step it is not on.',
    why: 'The step changed, or the flow was reset, before the input arrived.',
    fix: 'Use the submit function of the step in the newest snapshot.',
  },
  FLOW_UNSUPPORTED: {
    what: 'The sign-in engine cannot do this.',
    why: 'It lacks the feature in this set-up.',
    fix: 'Use the native engine, createUserPoolSession.',
  },
};
