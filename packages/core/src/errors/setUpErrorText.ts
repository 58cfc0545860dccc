import type { ErrorExplanation } from './errorExplanation.ts';

/** Codes that {@link setUpErrorText} explains. */
export type SetUpErrorCode =
  | 'INVALID_OPTION'
  | 'INVALID_USER_POOL_ID'
  | 'INVALID_IDENTITY_POOL_ID'
  | 'REGION_MISMATCH'
  | 'WEB_CRYPTO_MISSING'
  | 'UNKNOWN_SERVICE'
  | 'PROVIDER_MISSING'
  | 'SESSION_MISSING'
  | 'LONG_LIVED_KEYS'
  | 'SHARED_ON_SERVER';

/** Mistakes in the set-up: a developer mends them. */
export const setUpErrorText: Readonly<Record<SetUpErrorCode, ErrorExplanation>> = {
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
  SHARED_ON_SERVER: {
    what: 'A person’s credentials were asked for on a server, from a store that all requests share.',
    why: 'A store that was made when the module was loaded would give one visitor’s credentials to the next.',
    fix: 'Make one for each request with createRequestStore of @valetkey/server.',
  },
};
