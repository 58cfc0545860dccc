import { CredentialsError } from '@valetkey/core';
import { expect, test } from 'vitest';
import { describeError } from './describeError.ts';

const named = (name: string): Error => Object.assign(new Error('secret detail'), { name });

test.each([
  [new CredentialsError('SESSION_EXPIRED'), /session has ended/],
  [new CredentialsError('NETWORK'), /connection broke/],
  [new CredentialsError('THROTTLED'), /could not do this just now/],
  [named('AccessDenied'), /no permission/],
  [named('AccessDeniedException'), /no permission/],
  [new TypeError('Failed to fetch'), /connection broke/],
  [named('InternalError'), /could not do this just now/],
  ['a string', /could not do this just now/],
])('%s is said in words a person understands', (error, words) => {
  expect(describeError(error)).toMatch(words);
  expect(describeError(error)).not.toContain('secret');
});
