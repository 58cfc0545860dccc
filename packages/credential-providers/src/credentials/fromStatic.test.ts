import { inspect } from 'node:util';
import { createCredentialStore, type AwsCredentials } from '@valetkey/core';
import { createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import AWS from 'aws-sdk';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../testKit/codeOf.ts';
import { fromStatic } from './fromStatic.ts';

const clock = createSimulatedClock();
const browser = createSimulatedEnvironment();
const server = createSimulatedEnvironment({ isServer: true });
const temporary: AwsCredentials = {
  accessKeyId: 'ASIAEMU0000000000001',
  secretAccessKey: 'CANARY-secret',
  sessionToken: 'CANARY-token',
  expiration: new Date(clock.now() + 3_600_000),
};
const longLived: AwsCredentials = { accessKeyId: 'AKIAEMU0000000000001', secretAccessKey: 'CANARY-secret' };

describe('fromStatic', () => {
  it('gives temporary keys, a copy each time', async () => {
    const provide = fromStatic(temporary, { environment: browser });
    const first = await provide();
    expect(first).toEqual(temporary);
    Object.assign(first, { secretAccessKey: 'overwritten' });
    expect(await provide()).toEqual(temporary);
  });

  it('keeps a copy of its own: changing the keys afterwards changes nothing', async () => {
    const keys = { ...temporary };
    const provide = fromStatic(keys, { environment: browser });
    keys.secretAccessKey = 'overwritten';
    expect(await provide()).toEqual(temporary);
  });

  it.each<[string, () => Promise<AwsCredentials>]>([
    ['a store', () => createCredentialStore({ provider: async () => temporary, clock, environment: browser }).getCredentials()],
    ['aws-sdk v2', async () => new AWS.Credentials('ASIAEMU0000000000001', 'CANARY-secret', 'CANARY-token') as unknown as AwsCredentials],
  ])('gives the keys of %s, which hides them from copies', async (_, get) => {
    const { accessKeyId, secretAccessKey, sessionToken } = temporary;
    expect(await fromStatic(await get(), { environment: browser })()).toMatchObject({ accessKeyId, secretAccessKey, sessionToken });
  });

  it.each<[string, AwsCredentials]>([
    ['a user’s', longLived],
    ['a user’s, with a token made up', { ...longLived, sessionToken: 'token' }],
    ['without a session token', { ...longLived, accessKeyId: 'ASIAEMU0000000000001' }],
  ])('refuses long-lived keys in a browser at once: %s', (_, keys) => {
    expect(() => fromStatic(keys, { environment: browser })).toThrow(expect.objectContaining({ code: 'LONG_LIVED_KEYS' }));
  });

  it('takes long-lived keys on a server, and in a browser under an option that says what it does', async () => {
    expect(await fromStatic(longLived, { environment: server })()).toEqual(longLived);
    const insisted = fromStatic(longLived, { environment: browser, dangerouslyAllowLongLivedKeysInBrowser: true });
    expect(await insisted()).toEqual(longLived);
    expect(await codeOf(createCredentialStore({ provider: insisted, clock, environment: browser }).getCredentials())).toBe('LONG_LIVED_KEYS');
  });

  it.each([
    ['no keys', undefined],
    ['no secret', { accessKeyId: 'ASIA' }],
    ['an expiration in words', { ...temporary, expiration: '2030-01-01' }],
  ])('refuses %s', (_, keys) => {
    expect(() => fromStatic(keys as unknown as AwsCredentials, { environment: browser })).toThrow(
      expect.objectContaining({ code: 'CREDENTIALS_MISSING' }),
    );
  });

  it('leaves it to the store, which knows the server’s time, to call keys expired', async () => {
    const expired = fromStatic({ ...temporary, expiration: new Date(clock.now() - 1) }, { environment: browser });
    const store = createCredentialStore({ provider: expired, clock, environment: browser });
    expect(await codeOf(store.getCredentials())).toBe('CREDENTIALS_EXPIRED');
  });

  it('shows the keys to no log, inspector or serialiser', () => {
    const provide = fromStatic(temporary, { environment: browser });
    const shown = [inspect(provide, { depth: 9, showHidden: true }), JSON.stringify({ provide }), String(provide), JSON.stringify(Object.entries(provide))];
    expect(shown.join()).not.toContain('CANARY');
  });
});
