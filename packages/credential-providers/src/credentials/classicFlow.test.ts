import { narrowProvider, type CredentialProvider } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import { createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { answerSts, type SentToSts, type StsReply } from '../testKit/answerSts.ts';
import { codeOf } from '../testKit/codeOf.ts';
import { classicFlow, type ClassicFlowOptions } from './classicFlow.ts';
import { fromCognitoIdentityPool } from './fromCognitoIdentityPool.ts';
import { allow, policy } from './policy.ts';

const { identityPoolId } = emulatorDefaults;
const ROLE = 'arn:aws:iam::123456789012:role/album';
const GUEST_ROLE = 'arn:aws:iam::123456789012:role/guest';
const READER = 'arn:aws:iam::123456789012:role/reader';
const IDENTITY_ID = 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef';
const mine = policy(allow('s3:GetObject', 'arn:aws:s3:::album/users/${identityId}/*'));

let environment: ReturnType<typeof createSimulatedEnvironment>;
let sent: readonly SentToSts[];
let asked: [operation: string | undefined, body: unknown][];
let opened: object;

function answer(reply?: (sent: SentToSts) => StsReply): void {
  sent = answerSts(environment, reply, async (input, init) => {
    const request = new Request(input, init);
    const operation = request.headers.get('x-amz-target')?.split('.')[1];
    asked.push([operation, await request.json()]);
    return new Response(JSON.stringify(operation === 'GetOpenIdToken' ? opened : { IdentityId: IDENTITY_ID }));
  });
}

beforeEach(() => {
  environment = createSimulatedEnvironment();
  asked = [];
  opened = { IdentityId: IDENTITY_ID, Token: 'open-id-token' };
  answer();
});

function create(role: Partial<ClassicFlowOptions> = {}, signedIn = true): CredentialProvider {
  return fromCognitoIdentityPool({
    identityPoolId,
    guest: true,
    logins: () => ({ 'accounts.google.com': signedIn ? 'e30.eyJzdWIiOiJhZGEifQ.' : '' }),
    flow: classicFlow({ roleArn: ROLE, ...role }),
    clock: createSimulatedClock(),
    environment,
  });
}

describe('the classic flow', () => {
  it('opens an id token of the identity and assumes the role with it', async () => {
    const given = await create({ roleSessionName: 'ada', durationSeconds: 7_200 })();
    expect(asked.map(([operation]) => operation)).toEqual(['GetId', 'GetOpenIdToken']);
    expect(asked[1]?.[1]).toEqual({ IdentityId: IDENTITY_ID, Logins: { 'accounts.google.com': expect.any(String) } });
    expect(sent.map(({ url, form }) => [url, form])).toEqual([
      [
        'https://sts.eu-west-1.amazonaws.com/',
        {
          Action: 'AssumeRoleWithWebIdentity',
          Version: '2011-06-15',
          RoleArn: ROLE,
          RoleSessionName: 'ada',
          DurationSeconds: '7200',
          WebIdentityToken: 'open-id-token',
        },
      ],
    ]);
    expect(given).toMatchObject({ identityId: IDENTITY_ID, guest: false, expiration: new Date(Date.UTC(2030, 0, 1)) });
  });

  it('asks for no identity id on a refresh', async () => {
    const provide = create();
    await provide();
    await provide();
    expect(asked.map(([operation]) => operation)).toEqual(['GetId', 'GetOpenIdToken', 'GetOpenIdToken']);
  });

  it('fills the identity id into the policy, that of a merged identity as well', async () => {
    opened = { IdentityId: `${IDENTITY_ID}-merged`, Token: 'open-id-token' };
    const given = await create({ policy: mine })();
    expect(given.identityId).toBe(`${IDENTITY_ID}-merged`);
    expect(sent[0]?.form['Policy']).toContain(`users/${IDENTITY_ID}-merged/*`);
  });

  it('gives guests the guest role, or the only one there is', async () => {
    await create({ guestRoleArn: GUEST_ROLE }, false)();
    await create({}, false)();
    expect(sent.map(({ form }) => form['RoleArn'])).toEqual([GUEST_ROLE, ROLE]);
  });

  it('speaks to the STS endpoint that it is given', async () => {
    await create({ endpoint: 'http://localhost:4566/' })();
    expect(sent[0]?.url).toBe('http://localhost:4566/');
  });

  it.each([[{}], [{ IdentityId: IDENTITY_ID }], [{ Token: 'open-id-token' }]])('refuses the answer %j', async (answered) => {
    opened = answered;
    expect(await codeOf(create()())).toBe('CREDENTIALS_MISSING');
    expect(sent).toEqual([]);
  });

  it('says that the role does not trust the pool', async () => {
    answer(() => ({ error: { code: 'AccessDenied', status: 403 } }));
    expect(await codeOf(create()())).toBe('ROLE_NOT_ASSUMABLE');
  });

  it.each<[string, Partial<ClassicFlowOptions>, string]>([
    ['a role that is none', { roleArn: 'album' }, 'INVALID_OPTION'],
    ['a guest role that is none', { guestRoleArn: 'guest' }, 'INVALID_OPTION'],
    ['a duration out of range', { durationSeconds: 60 }, 'DURATION_OUT_OF_RANGE'],
  ])('refuses %s when it is made', (_, role, code) => {
    expect(() => create(role)).toThrow(expect.objectContaining({ code }));
  });
});

describe('a narrowed classic flow', () => {
  it('sends the policy for the same identity, which it does not ask for again', async () => {
    const provide = create({ durationSeconds: 7_200 }, false);
    await provide();
    const narrowed = narrowProvider(provide, { policy: mine, durationSeconds: 900 });
    expect((await narrowed()).identityId).toBe(IDENTITY_ID);
    expect(asked.filter(([operation]) => operation === 'GetId')).toHaveLength(1);
    expect(sent[1]?.form).toMatchObject({ Policy: expect.stringContaining(IDENTITY_ID), DurationSeconds: '900', RoleArn: ROLE });
    expect(narrowed.source).toBe('cognito-identity-pool, narrowed');
    expect(narrowed.limits?.policy).toEqual(mine);
    expect(provide.limits?.policy).toBeUndefined();
  });

  it('asked at the same time as the wider one and others, is the same guest: one identity id is asked for', async () => {
    const provide = create({}, false);
    await Promise.all([provide(), narrowProvider(provide, { policy: mine })(), narrowProvider(provide, { durationSeconds: 900 })()]);
    expect(asked.filter(([operation]) => operation === 'GetId')).toHaveLength(1);
    expect(sent).toHaveLength(3);
  });

  it('takes another role, for a guest as for a person', async () => {
    for (const signedIn of [true, false]) await narrowProvider(create({ guestRoleArn: GUEST_ROLE }, signedIn), { roleArn: READER })();
    expect(sent.map(({ form }) => form['RoleArn'])).toEqual([READER, READER]);
  });

  it('keeps the guest role when only the policy is another', async () => {
    await narrowProvider(create({ guestRoleArn: GUEST_ROLE }, false), { policy: mine })();
    expect(sent[0]?.form['RoleArn']).toBe(GUEST_ROLE);
  });
});

it('the enhanced flow cannot be narrowed, and says what can', () => {
  const enhanced = fromCognitoIdentityPool({ identityPoolId, guest: true });
  expect(() => narrowProvider(enhanced, { policy: mine })).toThrow(
    expect.objectContaining({ code: 'SCOPE_UNSUPPORTED', message: expect.stringContaining('classicFlow({ roleArn })') }),
  );
});
