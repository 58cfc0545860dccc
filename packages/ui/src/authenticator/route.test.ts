import { CredentialsError } from '@valetkey/core';
import { describe, expect, test } from 'vitest';
import { detour } from './route.ts';

const step = { kind: 'password', username: 'ada', submit: () => Promise.resolve() } as const;

describe('detour', () => {
  test('leads an account that is not confirmed to its code', () => {
    const route = detour(step, new CredentialsError('USER_NOT_CONFIRMED'));
    expect(route).toEqual({ flow: 'sign-up', username: 'ada', resume: true, arrived: true });
  });

  test('leads a password that must be reset to a new one', () => {
    const route = detour(step, new CredentialsError('PASSWORD_RESET_REQUIRED'));
    expect(route).toEqual({ flow: 'forgot-password', username: 'ada', resume: true, arrived: true });
  });

  test('leads nobody away otherwise', () => {
    expect(detour(step, undefined)).toBeUndefined();
    expect(detour(step, new CredentialsError('INCORRECT_SIGN_IN'))).toBeUndefined();
    expect(detour({ ...step, username: undefined }, new CredentialsError('USER_NOT_CONFIRMED'))).toBeUndefined();
    const later = { ...step, kind: 'totp-code' } as const;
    expect(detour(later, new CredentialsError('PASSWORD_RESET_REQUIRED'))).toBeUndefined();
  });
});
