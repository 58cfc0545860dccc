/** What a developer needs to read when something goes wrong: what happened, why, and how to fix it. */
export interface ErrorText {
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

/** Every code a `CredentialsError` can carry. `docs/errors.md` explains each. */
export type ErrorCode =
  | 'INVALID_OPTION'
  | 'INVALID_USER_POOL_ID'
  | 'INVALID_IDENTITY_POOL_ID'
  | 'REGION_MISMATCH'
  | 'WEB_CRYPTO_MISSING'
  | 'UNKNOWN_SERVICE'
  | 'PROVIDER_MISSING'
  | 'SESSION_MISSING'
  | 'LONG_LIVED_KEYS'
  | 'CREDENTIALS_MISSING'
  | 'CREDENTIALS_EXPIRED'
  | 'NOT_SIGNED_IN'
  | 'SESSION_EXPIRED'
  | 'GUEST_NOT_ALLOWED'
  | 'IDENTITY_POOL_NOT_FOUND'
  | 'IDENTITY_POOL_MISCONFIGURED'
  | 'TOKEN_NOT_ACCEPTED'
  | 'IDENTITY_FORBIDDEN'
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
  | 'OUT_OF_STEP'
  | 'FLOW_UNSUPPORTED'
  | 'NETWORK'
  | 'TIMEOUT'
  | 'THROTTLED'
  | 'SERVICE_UNAVAILABLE'
  | 'SERVICE_REFUSED'
  | 'ABORTED'
  | 'STORAGE_UNAVAILABLE';

/**
 * Every error code, in words. Development builds print these; production builds drop the table and say the code alone,
 * which `docs/errors.md` explains. No text ever holds a user name, a key or a token.
 */
export const errorText: Readonly<Record<ErrorCode, ErrorText>> = {
  // Set-up: a developer's mistake.
  INVALID_OPTION: {
    what: 'An option has a value that cannot work.',
    why: 'It is missing, of the wrong type, or out of its range.',
    fix: 'Give the option a value in the range its documentation names.',
  },
  INVALID_USER_POOL_ID: {
    what: 'The user pool id is malformed.',
    why: 'A user pool id is a region, an underscore and an id, like "eu-west-1_AbCdEf123".',
    fix: 'Copy the id from the Cognito console, including its region prefix.',
  },
  INVALID_IDENTITY_POOL_ID: {
    what: 'The identity pool id is malformed.',
    why: 'An identity pool id is a region, a colon and a UUID, like "eu-west-1:01234567-89ab-cdef-0123-456789abcdef".',
    fix: 'Copy the id from the Cognito console, including its region prefix. A user pool id (with "_") does not work here.',
  },
  REGION_MISMATCH: {
    what: 'The region disagrees with the region in the pool id.',
    why: 'A pool exists only in the region its id begins with.',
    fix: 'Leave the region option out: it is read from the pool id.',
  },
  WEB_CRYPTO_MISSING: {
    what: 'This page has no Web Crypto.',
    why: 'Browsers offer crypto.subtle only on https pages and on localhost.',
    fix: 'Serve the page over https, or open it as http://localhost instead of by an IP address or host name.',
  },
  UNKNOWN_SERVICE: {
    what: 'A service id in the configuration matches no AWS client.',
    why: 'Per-service settings are keyed by the service id of the SDK, spelt exactly: "S3", "DynamoDB".',
    fix: 'Use the value of client.config.serviceId as the key.',
  },
  PROVIDER_MISSING: {
    what: 'A Valet Key hook or component is outside CredentialsProvider.',
    why: 'It finds its session and credentials in the nearest CredentialsProvider above it, and there is none.',
    fix: 'Wrap the app in <CredentialsProvider credentials={…}>. If it is wrapped, two copies of @valetkey/react are installed.',
  },
  SESSION_MISSING: {
    what: 'A sign-in hook or component needs a session.',
    why: 'The CredentialsProvider above it was given no session, or one that does not offer this flow.',
    fix: 'Pass session={createUserPoolSession({ … })} to CredentialsProvider.',
  },
  LONG_LIVED_KEYS: {
    what: 'Long-lived access keys were refused in a browser.',
    why: 'Anyone who opens the page can read and keep them; they do not expire.',
    fix: 'Use fromCognitoIdentityPool or another provider of temporary credentials, and rotate the exposed key now.',
  },
  // Credentials.
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
  // Sign-in, sign-up, recovery: the person can usually mend these.
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
  // The world.
  NETWORK: {
    what: 'The service could not be reached.',
    why: 'The device is offline, or a proxy, captive portal, blocker or content security policy is in the way.',
    fix: 'Try again when online; check that connect-src allows the endpoint.',
  },
  TIMEOUT: {
    what: 'The service did not answer in time.',
    why: 'The connection is slow or hangs.',
    fix: 'Try again.',
  },
  THROTTLED: {
    what: 'The service asks to slow down.',
    why: 'Its request quota is used up for the moment.',
    fix: 'Wait and try again; raise the quota if it repeats.',
  },
  SERVICE_UNAVAILABLE: {
    what: 'The service failed.',
    why: 'It answered with a server error or with something that is not an answer.',
    fix: 'Try again in a moment.',
  },
  SERVICE_REFUSED: {
    what: 'The service refused the request.',
    why: 'It named a reason this version does not know; see cause.',
    fix: 'Look the service’s error name up in its API reference.',
  },
  ABORTED: {
    what: 'The request was given up.',
    why: 'The signed-in person changed, or its caller cancelled it.',
    fix: 'Nothing to do: ask again if the answer is still wanted.',
  },
  STORAGE_UNAVAILABLE: {
    what: 'Nothing can be kept on this device; the page goes on in memory.',
    why: 'The browser’s storage is blocked, full, missing or broken: a private window, a sandboxed frame, a full disk.',
    fix: 'Nothing to do. A reload will ask the person to sign in again, which the app may want to say.',
  },
};
