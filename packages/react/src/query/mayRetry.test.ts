import { CredentialsError } from '@valetkey/core';
import { describe, expect, test } from 'vitest';
import { mayRetry } from './mayRetry.ts';

const fromAws = (httpStatusCode: number | undefined): Error =>
  Object.assign(new Error('refused'), { $metadata: { httpStatusCode } });

describe('mayRetry', () => {
  test.each([
    ['credentials that cannot be had now', new CredentialsError('NETWORK'), true],
    ['nobody signed in', new CredentialsError('NOT_SIGNED_IN'), false],
    ['somebody else signed in', new CredentialsError('ABORTED'), false],
    ['AccessDenied', fromAws(403), false],
    ['no such bucket', fromAws(404), false],
    ['a service in trouble', fromAws(503), true],
    ['no answer', fromAws(undefined), true],
    ['an error of another kind', new TypeError('Failed to fetch'), true],
    ['something else', 'thrown', true],
  ])('%s: %o', (_name, error, retry) => {
    expect(mayRetry(error)).toBe(retry);
  });
});
