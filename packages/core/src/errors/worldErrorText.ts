import type { ErrorExplanation } from './errorExplanation.ts';

/** Codes that {@link worldErrorText} explains. */
export type WorldErrorCode =
  | 'NETWORK'
  | 'TIMEOUT'
  | 'THROTTLED'
  | 'SERVICE_UNAVAILABLE'
  | 'SERVICE_REFUSED'
  | 'ABORTED'
  | 'STORAGE_UNAVAILABLE';

/** Faults of the world around: network, services, this device. */
export const worldErrorText: Readonly<Record<WorldErrorCode, ErrorExplanation>> = {
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
