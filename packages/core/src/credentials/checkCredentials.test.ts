import { describe, expect, test } from 'vitest';
import type { ProvidedCredentials } from './awsCredentials.ts';
import { checkCredentials } from './checkCredentials.ts';

const temporary: ProvidedCredentials = {
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: 'secret',
  sessionToken: 'token',
  expiration: new Date(1_000),
};
const codeOf = (provided: unknown, { serverNow = 0, allowLongLivedKeys = false } = {}): string => {
  try {
    checkCredentials(provided as ProvidedCredentials, serverNow, allowLongLivedKeys);
    return 'accepted';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test('temporary credentials are accepted as they are', () => {
  expect(checkCredentials(temporary, 0, false)).toBe(temporary);
});

describe('what a provider must not return', () => {
  test.each([
    ['nothing', undefined],
    ['null', null],
    ['no secret', { accessKeyId: 'ASIAEXAMPLE' }],
    ['an empty key', { ...temporary, accessKeyId: '' }],
    ['an expiration in words', { ...temporary, expiration: '2026-01-01' }],
    ['a null expiration', { ...temporary, expiration: null }],
    ['an invalid date', { ...temporary, expiration: new Date(Number.NaN) }],
  ])('%s', (_, provided) => {
    expect(codeOf(provided)).toBe('CREDENTIALS_MISSING');
  });

  test('expired ones', () => {
    expect(codeOf(temporary, { serverNow: 1_000 })).toBe('CREDENTIALS_EXPIRED');
  });
});

describe('long-lived keys', () => {
  const { sessionToken: _token, ...withoutToken } = temporary;

  test.each([
    ['a key without a session token', withoutToken],
    ['an IAM user key', { ...temporary, accessKeyId: 'AKIAEXAMPLE' }],
  ])('a browser refuses %s', (_, provided) => {
    expect(codeOf(provided)).toBe('LONG_LIVED_KEYS');
    expect(codeOf(provided, { allowLongLivedKeys: true })).toBe('accepted');
  });
});
