import { narrowProvider } from '@valetkey/core';
import { createFakeSession } from '@valetkey/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { account, prepareAccount } from '../testKit/account.ts';
import { askDeveloperBackend } from '../testKit/askDeveloperBackend.ts';
import { codeOf } from '../testKit/codeOf.ts';
import { createWorld, type World } from '../testKit/createWorld.ts';
import { fromCognitoIdentity, type CognitoIdentityOptions } from './fromCognitoIdentity.ts';
import { fromWebToken } from './fromWebToken.ts';

const state = await prepareAccount();

let world: World;
beforeEach(() => {
  world = createWorld({ state });
});

const create = (getIdentity: CognitoIdentityOptions['getIdentity'], more: Partial<CognitoIdentityOptions> = {}) =>
  fromCognitoIdentity({ getIdentity, region: 'eu-west-1', clock: world.clock, environment: world.environment, ...more });
const calls = (): readonly string[] =>
  world.emulator.calls.all().map(({ operation }) => operation).filter((operation) => !operation.endsWith('DeveloperIdentity'));

describe('fromCognitoIdentity', () => {
  it('a person whom the app’s own backend has signed in gets credentials, and stays the same identity', async () => {
    const provide = create(() => askDeveloperBackend(world, 'ada-7'));
    const first = await provide();
    expect(first).toMatchObject({ identityId: expect.stringMatching(/^eu-west-1:/), expiration: expect.any(Date) });
    expect((await provide()).identityId).toBe(first.identityId);
    expect((await create(() => askDeveloperBackend(world, 'grace-8'))()).identityId).not.toBe(first.identityId);
    expect(calls()).toEqual(Array(3).fill('GetCredentialsForIdentity'));
  });

  it('a token that has expired is asked for anew, once', async () => {
    const old = await askDeveloperBackend(world, 'ada-7', 60);
    world.emulator.clock.advance(120_000);
    expect(await codeOf(create(({ forceRefresh }) => (forceRefresh ? askDeveloperBackend(world, 'ada-7') : old))())).toBe('resolved');
    expect(await codeOf(create(() => old)())).toBe('SESSION_EXPIRED');
  });

  it.each([undefined, { identityId: '', token: 'token' }, { identityId: 'eu-west-1:ada', token: '' }])(
    'nobody is signed in when the backend says %j: no call',
    async (identity) => {
      expect(await codeOf(create(() => identity)())).toBe('NOT_SIGNED_IN');
      expect(calls()).toEqual([]);
    },
  );

  it('follows the session it is given', () => {
    const session = createFakeSession({ clock: world.clock, initial: { username: 'ada' } });
    const nobody = (): undefined => undefined;
    expect(create(nobody, { session }).identity?.getEpoch()).toBe(session.getSnapshot().epoch);
    expect(create(nobody).identity).toBeUndefined();
  });

  it('cannot be narrowed; its token opens a role that can', async () => {
    expect(() => narrowProvider(create(() => undefined), { durationSeconds: 900 })).toThrow(expect.objectContaining({ code: 'SCOPE_UNSUPPORTED' }));
    const ofRole = fromWebToken({
      roleArn: account.roles.classic,
      webIdentityToken: async () => (await askDeveloperBackend(world, 'ada-7')).token,
      region: 'eu-west-1',
      clock: world.clock,
      environment: world.environment,
    });
    expect(await codeOf(ofRole())).toBe('resolved');
  });
});
