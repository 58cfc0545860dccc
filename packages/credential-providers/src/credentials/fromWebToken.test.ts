import { createCredentialStore, narrowProvider, type CredentialProvider, type GetTokensOptions, type Policy } from '@valetkey/core';
import { createFakeSession, createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { answerSts } from '../testKit/answerSts.ts';
import { codeOf } from '../testKit/codeOf.ts';
import { fromWebToken, type WebTokenOptions } from './fromWebToken.ts';
import { allow, policy } from './policy.ts';

const ROLE = 'arn:aws:iam::123456789012:role/album';
const READER = 'arn:aws:iam::123456789012:role/reader';
const readOnly = policy(allow('s3:GetObject', 'arn:aws:s3:::album/*'));

let clock: ReturnType<typeof createSimulatedClock>;
let environment: ReturnType<typeof createSimulatedEnvironment>;
beforeEach(() => {
  clock = createSimulatedClock();
  environment = createSimulatedEnvironment();
});

const create = (options: Partial<WebTokenOptions> = {}): CredentialProvider =>
  fromWebToken({ roleArn: ROLE, webIdentityToken: () => 'token', region: 'eu-west-1', clock, environment, ...options });

describe('at construction', () => {
  const tooLong = policy(allow('s3:GetObject', `arn:aws:s3:::${'a'.repeat(2_048)}`));
  it.each<[string, object, string]>([
    ['a token that is no function, which could not be refreshed', { webIdentityToken: 'eyJ' }, 'INVALID_OPTION'],
    ['no token', { webIdentityToken: undefined }, 'INVALID_OPTION'],
    ['an ARN of something else than a role', { roleArn: 'arn:aws:iam::123456789012:user/ada' }, 'INVALID_OPTION'],
    ['neither region nor endpoint', { region: undefined }, 'INVALID_OPTION'],
    ['a session name that STS refuses', { roleSessionName: 'Ada Lovelace' }, 'INVALID_OPTION'],
    ['an ARN of something else than a policy', { policyArns: [ROLE] }, 'INVALID_OPTION'],
    ['eleven managed policies', { policyArns: Array(11).fill('arn:aws:iam::aws:policy/ReadOnlyAccess') }, 'INVALID_OPTION'],
    ['a duration under 15 minutes', { durationSeconds: 899 }, 'DURATION_OUT_OF_RANGE'],
    ['a duration over 12 hours', { durationSeconds: 43_201 }, 'DURATION_OUT_OF_RANGE'],
    ['a duration that is no number', { durationSeconds: NaN }, 'DURATION_OUT_OF_RANGE'],
    ['a malformed policy', { policy: { Version: '2012-10-17', Statement: [] } }, 'POLICY_INVALID'],
    ['a policy that is too long', { policy: tooLong }, 'POLICY_TOO_LARGE'],
    ['a policy that names an identity id, which there is none of', { policy: policy(allow('s3:*', 'arn:aws:s3:::a/${identityId}')) }, 'POLICY_INVALID'],
  ])('it refuses %s', (_, options, code) => {
    expect(() => create(options)).toThrow(expect.objectContaining({ code }));
  });

  it.each([900, 43_200])('it takes a duration of %d seconds', (durationSeconds) => {
    expect(() => create({ durationSeconds })).not.toThrow();
  });

  it('asks for nothing', () => {
    const sent = answerSts(environment);
    let asked = 0;
    create({ webIdentityToken: () => `${(asked += 1)}` });
    expect([sent.length, asked]).toEqual([0, 0]);
  });
});

describe('a call', () => {
  it('to the region’s own endpoint, or to the one that is given', async () => {
    const sent = answerSts(environment);
    for (const region of ['eu-west-1', 'us-gov-west-1', 'cn-north-1']) await create({ region })();
    await create({ endpoint: 'http://localhost:4566/' })();
    expect(sent.map(({ url }) => url)).toEqual([
      'https://sts.eu-west-1.amazonaws.com/',
      'https://sts.us-gov-west-1.amazonaws.com/',
      'https://sts.cn-north-1.amazonaws.com.cn/',
      'http://localhost:4566/',
    ]);
  });

  it('forwards every role option [behaviour 56]', async () => {
    const sent = answerSts(environment);
    await create({
      roleSessionName: 'ada',
      durationSeconds: 1_800,
      policy: readOnly,
      policyArns: ['arn:aws:iam::aws:policy/A', 'arn:aws:iam::123456789012:policy/b'],
      providerId: 'www.amazon.com',
      webIdentityToken: () => 'Atza|opaque',
    })();
    expect(sent[0]?.form).toEqual({
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      RoleArn: ROLE,
      RoleSessionName: 'ada',
      DurationSeconds: '1800',
      Policy: JSON.stringify(readOnly),
      'PolicyArns.member.1.arn': 'arn:aws:iam::aws:policy/A',
      'PolicyArns.member.2.arn': 'arn:aws:iam::123456789012:policy/b',
      ProviderId: 'www.amazon.com',
      WebIdentityToken: 'Atza|opaque',
    });
  });

  it('makes a session name up that STS takes, when none is given [behaviour 56]', async () => {
    const sent = answerSts(environment);
    await create()();
    expect(sent[0]?.form['RoleSessionName']).toMatch(/^[\w+=,.@-]{2,64}$/);
  });
});

describe('the token', () => {
  it('is asked for at each call, so that a refresh sends the one of then [behaviours 51 and 53]', async () => {
    const sent = answerSts(environment);
    let current = 'first';
    const provide = create({ webIdentityToken: async () => current });
    await provide();
    current = 'second';
    await provide();
    expect(sent.map(({ form }) => form['WebIdentityToken'])).toEqual(['first', 'second']);
  });

  it('of a session is its ID token', async () => {
    const session = createFakeSession({ clock, initial: { username: 'ada' } });
    const sent = answerSts(environment);
    await create({ webIdentityToken: session })();
    expect(sent[0]?.form['WebIdentityToken']).toBe((await session.getTokens()).idToken);
  });

  it.each(['', undefined])('that is %j means that nobody is signed in: no call', async (token) => {
    const sent = answerSts(environment);
    expect(await codeOf(create({ webIdentityToken: () => token })())).toBe('NOT_SIGNED_IN');
    expect(sent).toEqual([]);
  });

  it('that has expired by the clock of STS is refreshed once, and tried once more', async () => {
    const sent = answerSts(environment, ({ form }) => (form['WebIdentityToken'] === 'old' ? { error: { code: 'ExpiredTokenException' } } : {}));
    const asked: GetTokensOptions[] = [];
    const webIdentityToken = (how: GetTokensOptions): string => {
      asked.push(how);
      return how.forceRefresh ? 'new' : 'old';
    };
    expect(await codeOf(create({ webIdentityToken })())).toBe('resolved');
    expect([sent.length, asked]).toEqual([2, [{}, { forceRefresh: true }]]);
  });

  it('that stays expired ends the session: two calls, no more', async () => {
    const sent = answerSts(environment, () => ({ error: { code: 'ExpiredTokenException' } }));
    const store = createCredentialStore({ provider: create(), clock, environment });
    const stop = store.start();
    await clock.advanceBy(0);
    expect(store.getSnapshot()).toMatchObject({ status: 'signed-out', expired: true });
    await clock.advanceBy(3_600_000);
    expect(sent).toHaveLength(2);
    stop();
  });
});

describe('the person', () => {
  it('of a session is followed, also when the token is a function', () => {
    const session = createFakeSession({ clock, initial: { username: 'ada' } });
    for (const provide of [create({ webIdentityToken: session }), create({ session })]) {
      const before = provide.identity?.getEpoch() ?? NaN;
      session.signInAs({ username: before % 2 === 0 ? 'grace' : 'ada' });
      expect(provide.identity?.getEpoch()).toBeGreaterThan(before);
    }
    expect(create().identity).toBeUndefined();
  });
});

describe('on a server', () => {
  const server = createSimulatedEnvironment({ isServer: true });
  const codeOn = (options: Partial<WebTokenOptions>): Promise<string> => {
    answerSts(server);
    return codeOf(createCredentialStore({ provider: create({ environment: server, ...options }), clock, environment: server }).getCredentials());
  };

  it('a store that requests share refuses a person’s token, and takes the machine’s own', async () => {
    expect(await codeOn({})).toBe('SHARED_ON_SERVER');
    expect(await codeOn({ personal: false })).toBe('resolved');
  });
});

describe('refusals', () => {
  it.each([
    ['AccessDenied', 403, 'ROLE_NOT_ASSUMABLE'],
    ['InvalidIdentityToken', 400, 'TOKEN_NOT_ACCEPTED'],
    ['MalformedPolicyDocument', 400, 'POLICY_INVALID'],
  ])('%s is final: one call, however long the store lives', async (code, status, expected) => {
    const sent = answerSts(environment, () => ({ error: { code, status } }));
    const store = createCredentialStore({ provider: create(), clock, environment });
    const stop = store.start();
    await clock.advanceBy(3_600_000);
    expect(store.getSnapshot()).toMatchObject({ status: 'error', error: { code: expected } });
    expect(sent).toHaveLength(1);
    stop();
  });
});

describe('narrowed', () => {
  const formOf = async (scope: Parameters<typeof narrowProvider>[1], options: Partial<WebTokenOptions> = {}) => {
    const sent = answerSts(environment);
    await narrowProvider(create(options), scope)();
    return sent[0]?.form;
  };

  it('it sends the policy, for a time of its own', async () => {
    expect(await formOf({ policy: readOnly, durationSeconds: 900 }, { roleSessionName: 'ada' })).toMatchObject({
      RoleArn: ROLE,
      RoleSessionName: 'ada',
      Policy: JSON.stringify(readOnly),
      DurationSeconds: '900',
      WebIdentityToken: 'token',
    });
  });

  it('to another role it takes that one with the same token, under what policy there is', async () => {
    expect(await formOf({ roleArn: READER, policy: undefined }, { policy: readOnly })).toMatchObject({
      RoleArn: READER,
      Policy: JSON.stringify(readOnly),
      WebIdentityToken: 'token',
    });
  });

  it('it is for the same person, and says that it is narrowed', () => {
    const session = createFakeSession({ clock, initial: { username: 'ada' } });
    const narrowed = narrowProvider(create({ webIdentityToken: session }), { policy: readOnly });
    expect(narrowed.identity?.getEpoch()).toBe(session.getSnapshot().epoch);
    expect(narrowed.source).toBe('web-token, narrowed');
    expect(narrowed.limits).toEqual({ policy: readOnly, policyArns: undefined });
  });

  it('by a second policy it is refused: STS takes one, and the wider would be lost', () => {
    const narrow = (options: Partial<WebTokenOptions>): unknown => narrowProvider(create(options), { policyArns: ['arn:aws:iam::aws:policy/A'] });
    expect(() => narrow({ policy: readOnly })).toThrow(expect.objectContaining({ code: 'SCOPE_UNSUPPORTED' }));
    expect(() => narrow({ policyArns: ['arn:aws:iam::aws:policy/B'] })).toThrow(expect.objectContaining({ code: 'SCOPE_UNSUPPORTED' }));
    expect(() => narrow({})).not.toThrow();
  });

  it.each<[object, string]>([
    [{ durationSeconds: 60 }, 'DURATION_OUT_OF_RANGE'],
    [{ policy: { Version: '2012-10-17', Statement: [] } as Policy }, 'POLICY_INVALID'],
    [{ roleArn: 'reader' }, 'INVALID_OPTION'],
  ])('by %j it is refused before anything is asked', (scope, code) => {
    expect(() => narrowProvider(create(), scope)).toThrow(expect.objectContaining({ code }));
  });
});
