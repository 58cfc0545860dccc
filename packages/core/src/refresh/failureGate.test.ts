import { expect, test } from 'vitest';
import { CredentialsError } from '../errors/credentialsError.ts';
import { closeFailureGate, isClosed, MAX_RETRY_AFTER_MS, MAX_RETRY_DELAY_MS, reopen, type FailureGate } from './failureGate.ts';

const failWith = (error: CredentialsError, previous?: FailureGate, random = 0.999_999): FailureGate =>
  closeFailureGate(previous, error, 0, random);

test('the wait doubles with each failure, up to a minute', () => {
  const waits: number[] = [];
  let gate: FailureGate | undefined;
  for (let attempt = 0; attempt < 8; attempt += 1) {
    gate = failWith(new CredentialsError('NETWORK'), gate);
    waits.push(Math.round(gate.retryAt / 1000));
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
});

test('full jitter spreads the wait over the whole interval, but for the first quarter of a second', () => {
  expect(failWith(new CredentialsError('NETWORK'), undefined, 0).retryAt).toBe(250);
  expect(failWith(new CredentialsError('NETWORK'), undefined, 0.5).retryAt).toBe(500);
});

test('the wait the issuer asks for is honoured, also when it is longer than ours', () => {
  const error = new CredentialsError('THROTTLED', { retryAfterMs: 120_000 });
  expect(failWith(error, undefined, 0).retryAt).toBe(120_000);
  expect(120_000).toBeGreaterThan(MAX_RETRY_DELAY_MS);
});

test.each([86_400_000, Number.POSITIVE_INFINITY])('an issuer that asks for %d ms has us wait for five minutes', (retryAfterMs) => {
  const error = new CredentialsError('THROTTLED', { retryAfterMs });
  expect(failWith(error, undefined, 0).retryAt).toBe(MAX_RETRY_AFTER_MS);
});

test('a wait for less than no time is our own', () => {
  expect(failWith(new CredentialsError('THROTTLED', { retryAfterMs: -60_000 }), undefined, 0.5).retryAt).toBe(500);
});

test.each([
  ['at once', 0, true],
  ['just before the end', MAX_RETRY_AFTER_MS - 1, true],
  ['at the end', MAX_RETRY_AFTER_MS, false],
  ['after the clock has been set back to before it', -1, false],
])('the longest wait is on %s: %#', (_, now, closed) => {
  const gate = failWith(new CredentialsError('THROTTLED', { retryAfterMs: MAX_RETRY_AFTER_MS }));
  expect(isClosed(gate, now)).toBe(closed);
});

test('a page that wakes tries again at once, but for a final answer and a time that the issuer named', () => {
  const passing = failWith(new CredentialsError('NETWORK'));
  const named = failWith(new CredentialsError('THROTTLED', { retryAfterMs: 60_000 }));
  const final = failWith(new CredentialsError('TOKEN_NOT_ACCEPTED'));
  expect([passing, named, final].map((gate) => isClosed(reopen(gate), 1))).toEqual([false, true, true]);
  expect(reopen(undefined)).toBeUndefined();
});

test.each(['NETWORK', 'TIMEOUT', 'THROTTLED', 'SERVICE_UNAVAILABLE', 'SERVICE_REFUSED', 'CREDENTIALS_EXPIRED', 'ABORTED'] as const)(
  '%s passes: credentials held stay good',
  (code) => {
    expect(failWith(new CredentialsError(code)).fatal).toBe(false);
  },
);

test.each(['NOT_SIGNED_IN', 'SESSION_EXPIRED', 'GUEST_NOT_ALLOWED', 'TOKEN_NOT_ACCEPTED', 'LONG_LIVED_KEYS'] as const)(
  '%s is fatal and repeated to callers for 1 to 5 seconds',
  (code) => {
    const first = failWith(new CredentialsError(code), undefined, 0);
    const last = failWith(new CredentialsError(code), first, 0.999);
    expect(first).toMatchObject({ fatal: true, retryAt: 1_000 });
    expect(last.retryAt).toBeCloseTo(4_996, 0);
  },
);
