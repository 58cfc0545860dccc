import { createCredentialStore, narrowProvider, type CredentialProvider, type Policy } from '@valetkey/core';
import { createMockProvider } from '@valetkey/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { account, prepareAccount } from '../testKit/account.ts';
import { answerSts } from '../testKit/answerSts.ts';
import { codeOf } from '../testKit/codeOf.ts';
import { createWorld, type World } from '../testKit/createWorld.ts';
import { listBucket } from '../testKit/listBucket.ts';
import type { MasterCredentials } from './createSignedProvider.ts';
import { fromSessionToken } from './fromSessionToken.ts';
import { fromTemporaryCredentials, type AssumeRoleParameters, type TemporaryCredentialsOptions } from './fromTemporaryCredentials.ts';
import { allow, policy } from './policy.ts';

const { roles, keys, phone, album, other } = account;
const region = 'eu-west-1';
const HOUR_MS = 3_600_000;
const albumOnly = policy(allow('s3:*', 'arn:aws:s3:::album'));
const state = await prepareAccount();

let world: World;
let ports: Pick<World, 'clock' | 'environment'> & { readonly region: string };
beforeEach(() => {
  world = createWorld({ state });
  ports = { region, clock: world.clock, environment: world.environment };
});

const ofUser: CredentialProvider = async () => ({ ...keys });
const calls = (operation: string): number => world.emulator.calls.count(`STS.${operation}`);

function assume(
  RoleArn: string,
  params: Partial<AssumeRoleParameters> = {},
  options: Partial<TemporaryCredentialsOptions> = {},
): CredentialProvider {
  return fromTemporaryCredentials({ masterCredentials: ofUser, params: { RoleArn, ...params }, ...ports, ...options });
}

describe('a role', () => {
  it('is assumed with the master credentials, and its credentials work until they expire', async () => {
    const given = await assume(roles.account, { DurationSeconds: 1_800 })();
    expect(given.expiration?.getTime()).toBe(world.emulator.clock.now() + 1_800_000);
    expect(await listBucket(world, given, album)).toBe('allowed');
    world.emulator.clock.advance(1_801_000);
    expect(await listBucket(world, given, album)).toBe('ExpiredToken');
  });

  it('of another account asks for its external id', async () => {
    expect(await codeOf(assume(roles.externalId)())).toBe('ROLE_NOT_ASSUMABLE');
    expect(await codeOf(assume(roles.externalId, { ExternalId: 'album-7' })())).toBe('resolved');
  });

  it('that does not trust the caller says so', async () => {
    expect(await codeOf(assume(roles.nobody)())).toBe('ROLE_NOT_ASSUMABLE');
    expect(calls('AssumeRole')).toBe(1);
  });

  it('is narrowed by policies, in the API’s own form', async () => {
    for (const params of [{ Policy: albumOnly }, { Policy: JSON.stringify(albumOnly) }, { PolicyArns: [{ arn: account.albumOnly }] }]) {
      const given = await assume(roles.account, params)();
      expect([await listBucket(world, given, album), await listBucket(world, given, other)]).toEqual(['allowed', 'AccessDenied']);
    }
  });

  it('forwards every parameter [behaviour 56]', async () => {
    const sent = answerSts(world.environment);
    await assume(roles.account, {
      RoleSessionName: 'ada',
      ExternalId: 'album-7',
      SourceIdentity: 'ada',
      DurationSeconds: 900,
      Policy: albumOnly,
      PolicyArns: [{ arn: account.albumOnly }],
      Tags: [{ Key: 'team', Value: 'red' }, { Key: 'floor', Value: '3' }],
      TransitiveTagKeys: ['team', 'floor'],
    })();
    expect(sent[0]?.form).toEqual({
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn: roles.account,
      RoleSessionName: 'ada',
      ExternalId: 'album-7',
      SourceIdentity: 'ada',
      DurationSeconds: '900',
      Policy: JSON.stringify(albumOnly),
      'PolicyArns.member.1.arn': account.albumOnly,
      'Tags.member.1.Key': 'team',
      'Tags.member.1.Value': 'red',
      'Tags.member.2.Key': 'floor',
      'Tags.member.2.Value': '3',
      'TransitiveTagKeys.member.1': 'team',
      'TransitiveTagKeys.member.2': 'floor',
    });
  });

  it('takes tags and a source identity', async () => {
    const params = { Tags: [{ Key: 'team', Value: 'red' }], TransitiveTagKeys: ['team'], SourceIdentity: 'ada' };
    expect(await codeOf(assume(roles.account, params)())).toBe('resolved');
  });
});

describe('chained roles', () => {
  it('may have any provider as master', async () => {
    const next = assume(roles.next, {}, { masterCredentials: assume(roles.account) });
    expect(await listBucket(world, await next(), album)).toBe('allowed');
    expect(calls('AssumeRole')).toBe(2);
  });

  it('live an hour at most, and the error says why', async () => {
    const next = assume(roles.next, { DurationSeconds: 3_601 }, { masterCredentials: assume(roles.account) });
    await expect(next()).rejects.toMatchObject({ code: 'DURATION_OUT_OF_RANGE', message: expect.stringContaining('an hour at most') });
  });

  it('ask a store for its credentials, which it obtains once for all of them [behaviour 57]', async () => {
    const store = createCredentialStore({ provider: assume(roles.account), ...ports });
    const masters: readonly MasterCredentials[] = [store, store.provider];
    await Promise.all(masters.flatMap((masterCredentials) => [assume(roles.next, {}, { masterCredentials })(), assume(roles.next, {}, { masterCredentials })()]));
    expect(calls('AssumeRole')).toBe(5);
  });

  it('are for whoever the master is for', async () => {
    const { session } = world;
    const identity = { getEpoch: () => session.getSnapshot().epoch, subscribe: session.subscribe, start: session.start };
    const master = Object.assign(async () => ({ ...keys, identityId: 'eu-west-1:ada' }), { identity, personal: true });
    const store = createCredentialStore({ provider: master, ...ports, dangerouslyAllowLongLivedKeysInBrowser: true });
    for (const masterCredentials of [master, store, store.provider]) {
      const provide = assume(roles.account, {}, { masterCredentials });
      expect([provide.identity, provide.personal, (await provide()).identityId]).toEqual([identity, true, 'eu-west-1:ada']);
    }
    expect([assume(roles.account).identity, assume(roles.account).personal]).toEqual([undefined, undefined]);
  });

  it('fill the master’s identity id into the policy', async () => {
    const sent = answerSts(world.environment);
    const mine = policy(allow('s3:*', 'arn:aws:s3:::album/users/${identityId}/*'));
    const master: CredentialProvider = async () => ({ ...keys, identityId: 'eu-west-1:ada' });
    await assume(roles.account, { Policy: mine }, { masterCredentials: master })();
    expect(sent[0]?.form['Policy']).toContain('users/eu-west-1:ada/*');
    expect(await codeOf(assume(roles.account, { Policy: mine })())).toBe('POLICY_INVALID');
  });
});

describe('master credentials', () => {
  it('that have expired are obtained anew, once', async () => {
    const asked: boolean[] = [];
    const old = await assume(roles.account, { DurationSeconds: 900 })();
    world.emulator.clock.advance(901_000);
    const masterCredentials: CredentialProvider = async ({ forceRefresh = false } = {}) => {
      asked.push(forceRefresh);
      return forceRefresh ? assume(roles.account)() : old;
    };
    expect(await codeOf(assume(roles.next, {}, { masterCredentials })())).toBe('resolved');
    expect(asked).toEqual([false, true]);
  });

  it('that stay expired fail after three calls at most, with an error that lets the store try later [behaviour 39]', async () => {
    const sent = answerSts(world.environment, () => ({ error: { code: 'ExpiredToken', status: 403 } }));
    expect(await codeOf(assume(roles.account)())).toBe('CREDENTIALS_EXPIRED');
    expect(sent).toHaveLength(3);
  });

  it('that AWS does not know are not tried again', async () => {
    const masterCredentials: CredentialProvider = async () => ({ ...keys, secretAccessKey: 'wrong' });
    expect(await codeOf(assume(roles.account, {}, { masterCredentials })())).toBe('CREDENTIALS_REJECTED');
    expect(calls('AssumeRole')).toBe(1);
  });

  it('that cannot be obtained fail as their provider does, without a call', async () => {
    const masterCredentials = createMockProvider({ clock: world.clock });
    masterCredentials.answerAlways(new Error('no'));
    expect(await codeOf(assume(roles.account, {}, { masterCredentials })())).toBe('Error: no');
    expect(calls('AssumeRole')).toBe(0);
  });
});

describe('a device clock that is hours off [behaviour 58]', () => {
  it('costs one more call, once', async () => {
    world.emulator.clock.advance(3 * HOUR_MS);
    const times: number[] = [];
    const provide = assume(roles.account);
    const given = await provide({ onServerTime: (time) => times.push(time) });
    expect(calls('AssumeRole')).toBe(2);
    expect(given.expiration?.getTime()).toBeGreaterThan(world.emulator.clock.now());
    expect(times.at(-1)).toBe(world.emulator.clock.now());
    await provide();
    expect(calls('AssumeRole')).toBe(3);
  });

  it('makes no storm of a store, nor expired credentials valid', async () => {
    world.emulator.clock.advance(-3 * HOUR_MS);
    const store = createCredentialStore({ provider: assume(roles.account), ...ports });
    const stop = store.start();
    await world.clock.advanceBy(2 * HOUR_MS);
    expect(await listBucket(world, await store.getCredentials(), album)).toBe('allowed');
    expect(calls('AssumeRole')).toBeLessThanOrEqual(5);
    stop();
  });
});

describe('an MFA code', () => {
  const withMfa = (mfaCodeProvider: TemporaryCredentialsOptions['mfaCodeProvider'] & object) =>
    assume(roles.mfa, { SerialNumber: phone }, { mfaCodeProvider });

  it('is asked for at each call, since it works once', async () => {
    const asked: string[] = [];
    const provide = withMfa(async (serialNumber) => {
      asked.push(serialNumber);
      return world.emulator.admin.mfaCode(serialNumber);
    });
    expect(await codeOf(provide())).toBe('resolved');
    await world.clock.advanceBy(HOUR_MS);
    expect(await codeOf(provide())).toBe('resolved');
    expect(asked).toEqual([phone, phone]);
  });

  it('that was mistyped is asked for again', async () => {
    const codes = ['000000', world.emulator.admin.mfaCode(phone)];
    expect(await codeOf(withMfa(() => codes.shift())())).toBe('resolved');
    expect(calls('AssumeRole')).toBe(2);
  });

  it('that stays wrong fails after three tries', async () => {
    expect(await codeOf(withMfa(() => '000000')())).toBe('CODE_MISMATCH');
    expect(calls('AssumeRole')).toBe(3);
  });

  it.each<[string, () => string | undefined]>([
    ['not given', () => undefined],
    ['left empty', () => ''],
    ['cancelled', () => { throw new Error('closed'); }],
  ])('that is %s ends it without a call', async (_, answer) => {
    expect(await codeOf(withMfa(answer)())).toBe('MFA_CODE_MISSING');
    expect(calls('AssumeRole')).toBe(0);
  });

  it('may take a person minutes, which a store waits for', async () => {
    const provider = withMfa(
      (serialNumber) =>
        new Promise((resolve) => world.clock.setTimer(() => resolve(world.emulator.admin.mfaCode(serialNumber)), 120_000)),
    );
    const code = codeOf(createCredentialStore({ provider, ...ports }).getCredentials());
    await world.clock.advanceBy(120_000);
    expect(await code).toBe('resolved');
    expect(assume(roles.account).timeoutMs).toBeUndefined();
  });

  it.each<[string, string, number, () => string | undefined, boolean]>([
    ['not given', 'MFA_CODE_MISSING', 1, () => undefined, false],
    ['mistyped again and again', 'CODE_MISMATCH', 3, () => '000000', false],
    ['typed in vain, STS being out of reach', 'NETWORK', 1, () => world.emulator.admin.mfaCode(phone), true],
  ])('that is %s when credentials are renewed costs nobody those that are still good, and is not asked for again at once', async (_, code, times, answer, isOutOfReach) => {
    let asked = 0;
    const provider = withMfa((serialNumber) => ((asked += 1) === 1 ? world.emulator.admin.mfaCode(serialNumber) : answer()));
    const store = createCredentialStore({ provider, ...ports });
    const given = await store.getCredentials();
    if (isOutOfReach) world.emulator.faults.enqueue({ operation: 'STS.AssumeRole', kind: 'network' });
    await expect(store.refresh()).rejects.toMatchObject({ code, retryable: true, retryAfterMs: 300_000 });
    expect(await store.getCredentials()).toBe(given);
    expect(asked).toBe(1 + times);
  });

  it('that nobody gives is asked for every five minutes while credentials are still good, and once more when they are not', async () => {
    let asked = 0;
    const provider = withMfa((serialNumber) => ((asked += 1) === 1 ? world.emulator.admin.mfaCode(serialNumber) : undefined));
    const store = createCredentialStore({ provider, ...ports });
    const given = await store.getCredentials();
    const stop = store.start();
    await world.clock.advanceBy(Number(given.expiration) - world.clock.now() - 1);
    expect(await store.getCredentials()).toBe(given);
    expect(asked).toBeGreaterThan(1);
    expect(asked).toBeLessThanOrEqual(1 + 3);
    const before = asked;
    await world.clock.advanceBy(1_000);
    expect([await codeOf(store.getCredentials()), asked]).toEqual(['MFA_CODE_MISSING', before + 1]);
    stop();
  });

  it('that is not given when there are no credentials yet is asked for again when somebody wants some', async () => {
    const codes = [undefined, world.emulator.admin.mfaCode(phone)];
    const store = createCredentialStore({ provider: withMfa(() => codes.shift()), ...ports });
    expect(await codeOf(store.getCredentials())).toBe('MFA_CODE_MISSING');
    await world.clock.advanceBy(5_000);
    expect(await codeOf(store.getCredentials())).toBe('resolved');
  });

  it('of the master may take a person minutes as well, on top of one’s own', async () => {
    const slow = (serialNumber: string): Promise<string> =>
      new Promise((resolve) => world.clock.setTimer(() => resolve(world.emulator.admin.mfaCode(serialNumber)), 120_000));
    const master = fromSessionToken({ masterCredentials: ofUser, params: { SerialNumber: phone }, mfaCodeProvider: slow, ...ports });
    const held = createCredentialStore({ provider: master, ...ports });
    for (const masterCredentials of [master, held]) {
      const code = codeOf(createCredentialStore({ provider: assume(roles.mfa, {}, { masterCredentials }), ...ports }).getCredentials());
      await world.clock.advanceBy(120_000);
      expect(await code).toBe('resolved');
    }
    const both = assume(roles.mfa, { SerialNumber: phone }, { masterCredentials: master, mfaCodeProvider: slow });
    expect(both.timeoutMs).toBe(600_000);
  });

  it('is not sent when the person typed for longer than anybody waited', async () => {
    const controller = new AbortController();
    const provide = withMfa((serialNumber) => {
      controller.abort();
      return world.emulator.admin.mfaCode(serialNumber);
    });
    expect(await codeOf(provide({ signal: controller.signal }))).toBe('ABORTED');
    expect(calls('AssumeRole')).toBe(0);
  });
});

describe('narrowed', () => {
  it('it does what policy and role both allow', async () => {
    const narrowed = narrowProvider(assume(roles.account), { policy: albumOnly, durationSeconds: 900 });
    const given = await narrowed();
    expect([await listBucket(world, given, album), await listBucket(world, given, other)]).toEqual(['allowed', 'AccessDenied']);
    expect(given.expiration?.getTime()).toBe(world.emulator.clock.now() + 900_000);
    expect([narrowed.source, calls('AssumeRole')]).toEqual(['assumed-role, narrowed', 1]);
  });

  it('to another role it is assumed with this one, of a store with what that holds', async () => {
    const provider = assume(roles.account, { Policy: policy(allow('sts:AssumeRole', '*')) });
    const store = createCredentialStore({ provider, ...ports });
    await store.getCredentials();
    const given = await narrowProvider(store.origin, { roleArn: roles.next, policyArns: [account.albumOnly] }, store)();
    expect([await listBucket(world, given, album), await listBucket(world, given, other)]).toEqual(['allowed', 'AccessDenied']);
    expect(calls('AssumeRole')).toBe(2);
    await narrowProvider(provider, { roleArn: roles.next })();
    expect(calls('AssumeRole')).toBe(4);
  });

  it('by a second policy it is refused', () => {
    const narrow = (params: Partial<AssumeRoleParameters>): unknown => narrowProvider(assume(roles.account, params), { policy: albumOnly });
    expect(() => narrow({ Policy: albumOnly })).toThrow(expect.objectContaining({ code: 'SCOPE_UNSUPPORTED' }));
    expect(() => narrow({ PolicyArns: [{ arn: account.albumOnly }] })).toThrow(expect.objectContaining({ code: 'SCOPE_UNSUPPORTED' }));
  });
});

describe('at construction', () => {
  const nearlyTooLong = policy(allow('s3:GetObject', `arn:aws:s3:::${'a'.repeat(1_900)}`));
  const tooLong = policy(allow('s3:GetObject', `arn:aws:s3:::${'a'.repeat(2_048)}`));
  it.each<[string, object, object, string]>([
    ['no role', { RoleArn: undefined }, {}, 'INVALID_OPTION'],
    ['no region, with which it signs', {}, { region: undefined, endpoint: 'http://localhost/' }, 'INVALID_OPTION'],
    ['an MFA device and nobody to ask for its code', { SerialNumber: phone }, {}, 'INVALID_OPTION'],
    ['a session name that STS refuses', { RoleSessionName: 'Ada Lovelace' }, {}, 'INVALID_OPTION'],
    ['no ARN of a policy', { PolicyArns: [{ arn: roles.account }] }, {}, 'INVALID_OPTION'],
    ['a duration out of range', { DurationSeconds: 43_201 }, {}, 'DURATION_OUT_OF_RANGE'],
    ['a policy that is too long', { Policy: tooLong }, {}, 'POLICY_TOO_LARGE'],
    ['a policy that is too long together with managed ones', { Policy: nearlyTooLong, PolicyArns: [{ arn: account.albumOnly }] }, {}, 'POLICY_TOO_LARGE'],
    ['a malformed policy', { Policy: {} as Policy }, {}, 'POLICY_INVALID'],
    ['a policy that is no JSON', { Policy: '{' }, {}, 'POLICY_INVALID'],
  ])('it refuses %s', (_, params, options, code) => {
    expect(() => assume(roles.account, params, options)).toThrow(expect.objectContaining({ code }));
  });
});
