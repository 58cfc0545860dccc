import { afterEach, expect, test, vi } from 'vitest';
import { CredentialsError, isCredentialsError } from './credentialsError.ts';
import { errorText, type ErrorCode } from './errorText.ts';

afterEach(() => vi.unstubAllEnvs());

const codes = Object.keys(errorText) as ErrorCode[];

test.each(codes)('%s says what happened, why, and how to fix it', (code) => {
  const error = new CredentialsError(code);
  expect(error.message).toContain(errorText[code].what);
  expect(error.message).toContain(`Why: ${errorText[code].why}`);
  expect(error.message).toContain(`Fix: ${errorText[code].fix}`);
  expect(error.fix).toBe(errorText[code].fix);
});

test('only what passes by itself is retryable', () => {
  expect(codes.filter((code) => new CredentialsError(code).retryable)).toEqual([
    'NETWORK',
    'TIMEOUT',
    'THROTTLED',
    'SERVICE_UNAVAILABLE',
  ]);
});

test('a production build says the code and the detail alone', () => {
  vi.stubEnv('NODE_ENV', 'production');
  const error = new CredentialsError('REGION_MISMATCH', { detail: 'The id says a, not b.' });
  expect(error.message).toBe('REGION_MISMATCH. The id says a, not b.');
});

test('an error of another installed copy is recognised, other values are not', () => {
  const foreign = Object.assign(new Error('from another copy'), { isCredentialsError: true });
  expect(isCredentialsError(new CredentialsError('NETWORK'))).toBe(true);
  expect(isCredentialsError(foreign)).toBe(true);
  expect([new Error('plain'), undefined, null, 'NETWORK', {}].map(isCredentialsError)).not.toContain(true);
});
