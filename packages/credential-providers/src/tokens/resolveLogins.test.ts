import { CredentialsError } from '@valetkey/core';
import { createFakeSession, FAKE_ISSUER } from '@valetkey/testing';
import { describe, expect, it } from 'vitest';
import { resolveLogins, type LoginsSource } from './resolveLogins.ts';

const KEY = 'id.example.com';

describe('resolveLogins', () => {
  it.each<[string, LoginsSource]>([
    ['a record', { [KEY]: 'token' }],
    ['a record of functions', { [KEY]: () => 'token' }],
    ['a record of functions that promise', { [KEY]: () => Promise.resolve('token') }],
    ['a promise of a record', Promise.resolve({ [KEY]: 'token' })],
    ['a function that returns a record', () => ({ [KEY]: 'token' })],
    ['a function that promises a record', () => Promise.resolve({ [KEY]: () => 'token' })],
  ])('takes %s', async (_, source) => {
    expect(await resolveLogins(source, {})).toEqual({ [KEY]: 'token' });
  });

  it('calls functions each time, and tells them when a refreshed token is needed', async () => {
    const asked: unknown[] = [];
    const source = {
      [KEY]: (options: object) => {
        asked.push(options);
        return `token ${asked.length}`;
      },
    };
    expect(await resolveLogins(source, {})).toEqual({ [KEY]: 'token 1' });
    expect(await resolveLogins(source, { forceRefresh: true })).toEqual({ [KEY]: 'token 2' });
    expect(asked).toEqual([{}, { forceRefresh: true }]);
  });

  it('leaves out providers that have no token', async () => {
    expect(await resolveLogins({ a: '', b: () => undefined, c: () => Promise.resolve('') }, {})).toBeUndefined();
    expect(await resolveLogins({ a: '', [KEY]: 'token' }, {})).toEqual({ [KEY]: 'token' });
  });

  it('passes a failure of a function on', async () => {
    const failure = new CredentialsError('NETWORK');
    await expect(resolveLogins({ [KEY]: () => Promise.reject(failure) }, {})).rejects.toBe(failure);
  });

  it('names a session’s token by its issuer', async () => {
    const session = createFakeSession({ initial: { username: 'ada' } });
    const { idToken } = await session.getTokens();
    expect(await resolveLogins(session, {})).toEqual({ [FAKE_ISSUER.replace('https://', '')]: idToken });
  });

  it('asks a session for refreshed tokens when told to', async () => {
    const session = createFakeSession({ initial: { username: 'ada' } });
    const first = await resolveLogins(session, {});
    expect(await resolveLogins(session, { forceRefresh: true })).not.toEqual(first);
  });

  it('has no logins for a session that nobody is signed in to', async () => {
    for (const initial of ['never-signed-in', 'signed-out'] as const) {
      expect(await resolveLogins(createFakeSession({ initial }), {})).toBeUndefined();
    }
  });

  it('makes no guest of somebody whose session expired', async () => {
    await expect(resolveLogins(createFakeSession({ initial: 'expired' }), {})).rejects.toMatchObject({ code: 'SESSION_EXPIRED' });
  });
});
