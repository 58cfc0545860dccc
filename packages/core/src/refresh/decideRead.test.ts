import { expect, test } from 'vitest';
import { CredentialsError } from '../errors/credentialsError.ts';
import { decideRead } from './decideRead.ts';
import { RETRY_BUDGET, type FailureGate } from './failureGate.ts';

const plan = { refreshAt: 100, blockAt: 200, expiresAt: 300 };
const passing: FailureGate = { error: new CredentialsError('NETWORK'), failures: 1, fatal: false, closedAt: 0, retryAt: 1_000 };
const named: FailureGate = { ...passing, error: new CredentialsError('THROTTLED', { retryAfterMs: 1_000 }) };
const fatal: FailureGate = { ...passing, error: new CredentialsError('SESSION_EXPIRED'), fatal: true };

test.each([
  ['nothing is held', undefined, undefined, 50, 'acquire'],
  ['credentials are fresh', plan, undefined, 99, 'serve'],
  ['the background window has begun', plan, undefined, 100, 'serve-and-refresh'],
  ['expiry is near', plan, undefined, 200, 'acquire'],
  ['they have expired', plan, undefined, 300, 'acquire'],
  ['a refresh failed a moment ago and they are valid', plan, passing, 150, 'serve'],
  ['a refresh failed a moment ago and expiry is near', plan, passing, 250, 'serve'],
  ['the wait after a failure is over', plan, { ...passing, retryAt: 150 }, 150, 'serve-and-refresh'],
  ['they have expired and the network failed a moment ago', plan, passing, 300, 'acquire'],
  ['they have expired and the network has failed too often', plan, { ...passing, failures: RETRY_BUDGET + 1 }, 300, 'fail'],
  ['they have expired, the network has failed too often and the wait is over', plan, { ...passing, failures: 9, retryAt: 300 }, 300, 'acquire'],
  ['they have expired and the issuer named a time', plan, named, 300, 'fail'],
  ['they have expired, the issuer named a time and the clock was set back', plan, { ...named, closedAt: 400 }, 300, 'acquire'],
  ['the issuer said no a moment ago', undefined, fatal, 50, 'fail'],
  ['the issuer said no a while ago', undefined, { ...fatal, retryAt: 40 }, 50, 'acquire'],
] as const)('when %s, a reader gets: %#', (_, held, gate, now, decision) => {
  expect(decideRead(held, gate, now, now)).toBe(decision);
});

test('expiry is judged by the server’s clock, the wait after a failure by this machine’s', () => {
  expect(decideRead(plan, undefined, 99, 999_999)).toBe('serve');
  expect(decideRead(plan, { ...passing, retryAt: 500 }, 150, 600)).toBe('serve-and-refresh');
});
