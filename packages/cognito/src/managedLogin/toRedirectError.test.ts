import { expect, it } from 'vitest';
import { toRedirectError } from './toRedirectError.ts';

it.each([
  ['access_denied', 'SIGN_IN_DENIED', 'access_denied'],
  ['login_required', 'SIGN_IN_DENIED', 'login_required'],
  ['server_error', 'SERVICE_UNAVAILABLE', 'server_error'],
  ['temporarily_unavailable', 'SERVICE_UNAVAILABLE', 'temporarily_unavailable'],
  ['invalid_grant', 'REDIRECT_REJECTED', 'invalid_grant'],
  ['invalid_client', 'CLIENT_HAS_SECRET', 'invalid_client'],
  ['invalid_scope', 'SERVICE_REFUSED', 'invalid_scope'],
  ['unauthorized_client', 'SERVICE_REFUSED', 'unauthorized_client'],
  ['ada@example.com was not let in', 'SERVICE_REFUSED', 'unknown'],
  ['', 'SERVICE_REFUSED', 'unknown'],
])('%j is %s, and repeats a name only', (name, code, told) => {
  const error = toRedirectError(name);
  expect([error.code, (error.cause as Error).message]).toEqual([code, told]);
});
