import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createUserPoolSession } from '@valetkey/cognito';
import { createCredentialStore, type CredentialProvider } from '@valetkey/core';
import { classicFlow, fromCognitoIdentityPool } from '@valetkey/credential-providers';
import { createEmulator, type Emulator, type EmulatorSeed } from '@valetkey/emulator';
import { createInPageFetch, createInPageRequestHandler } from '@valetkey/emulator/in-page';
import { createSimulatedEnvironment } from '@valetkey/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { deployTemplate, type Deployment } from '../testKit/deployTemplate.ts';
import { changedTemplate, readTemplate, type LooseTemplate } from '../testKit/readTemplate.ts';
import { checkTemplate } from './checkTemplate.ts';

const ADA = { email: 'ada@example.com', password: 'Analytical-Engine-1843' };
const GRACE = { email: 'grace@example.com', password: 'Nanoseconds-And-Wire-1' };
const FOREIGN_POOL = 'eu-west-1:00000000-0000-4000-8000-00000000beef';
const TRUST = ['Resources', 'SignedInRole', 'Properties', 'AssumeRolePolicyDocument', 'Statement', 0, 'Condition'] as const;

let aws: Emulator;
let deployed: Deployment;

/** Deploys a template into an AWS in which somebody else has an identity pool as well, with every door of it open. */
function deploy(template: LooseTemplate = readTemplate(), parameters: Readonly<Record<string, string>> = {}): void {
  deployed = deployTemplate(template, parameters);
  const { userPools = [], identityPools = [] } = deployed.seed;
  const seed: EmulatorSeed = {
    ...deployed.seed,
    userPools: userPools.map((pool) => ({ ...pool, users: [ADA, GRACE] })),
    loginProviders: [{ name: 'accounts.google.com', clientIds: ['foreign.apps.googleusercontent.com'] }],
    identityPools: [
      ...identityPools,
      {
        id: FOREIGN_POOL,
        allowGuests: true,
        allowClassicFlow: true,
        userPools: [],
        loginProviders: [{ provider: 'accounts.google.com', clientId: 'foreign.apps.googleusercontent.com' }],
        roles: {},
      },
    ],
  };
  aws = createEmulator({ seed });
}

const ports = () => ({ environment: createSimulatedEnvironment({ fetch: createInPageFetch(aws) }) });
const { IdentityPoolId, UserPoolId, UserPoolClientId, Region, BucketName } = deployTemplate(readTemplate()).outputs as Record<string, string>;
const identityPoolId = IdentityPoolId ?? '';

/** What `src/aws.ts` of the quick start makes of the template's outputs, and somebody who signs in. */
async function signIn({ email, password }: typeof ADA): Promise<CredentialProvider> {
  const session = createUserPoolSession({ userPoolId: UserPoolId ?? '', userPoolClientId: UserPoolClientId ?? '', ...ports() });
  const { step } = session.signIn.getSnapshot();
  if (step.kind !== 'password') throw new Error(step.kind);
  await step.submit({ username: email, password });
  await session.getTokens({ forceRefresh: true });
  return fromCognitoIdentityPool({ identityPoolId, logins: session, ...ports() });
}

const guest = (): CredentialProvider => fromCognitoIdentityPool({ identityPoolId, guest: true, ...ports() });

/** Somebody who has signed in elsewhere and asks AWS for a role of this template. */
const stranger = (roleArn: string): CredentialProvider =>
  fromCognitoIdentityPool({
    identityPoolId: FOREIGN_POOL,
    logins: { 'accounts.google.com': () => aws.admin.issueLoginToken({ provider: 'accounts.google.com', subject: 'mallory' }) },
    flow: classicFlow({ roleArn }),
    ...ports(),
  });

/** What a provider's credentials reach in the bucket. */
async function handOf(provider: CredentialProvider) {
  const store = createCredentialStore({ provider, ...ports() });
  const ready = await store.whenReady();
  if (ready.status !== 'ready') throw 'error' in ready ? ready.error : new Error(ready.status);
  const s3 = new S3Client({ region: Region ?? '', forcePathStyle: true, credentials: store.provider, requestHandler: createInPageRequestHandler(aws) });
  const outcome = (sent: Promise<unknown>): Promise<string> => sent.then(() => 'done', (error: unknown) => (error as Error).name);
  return {
    identityId: ready.identityId,
    put: (Key: string) => outcome(s3.send(new PutObjectCommand({ Bucket: BucketName, Key, Body: 'x' }))),
    get: (Key: string) => outcome(s3.send(new GetObjectCommand({ Bucket: BucketName, Key }))),
    list: (Prefix?: string) => outcome(s3.send(new ListObjectsV2Command({ Bucket: BucketName, Prefix }))),
  };
}

const obtaining = (provider: CredentialProvider): Promise<string> =>
  handOf(provider).then(() => 'done', (error: unknown) => (error as { readonly code: string }).code);

beforeEach(() => deploy());

describe('what the template deploys', () => {
  it('lets people who sign in reach their own folder and what is public, and nothing of anybody else', async () => {
    const ada = await handOf(await signIn(ADA));
    const grace = await handOf(await signIn(GRACE));
    const own = `users/${ada.identityId}/note.txt`;

    expect(await ada.put(own)).toBe('done');
    expect(await ada.get(own)).toBe('done');
    expect(await ada.list(`users/${ada.identityId}/`)).toBe('done');
    expect(await ada.get('public/hello.txt')).toBe('done');

    expect(await grace.get(own)).toBe('AccessDenied');
    expect(await grace.put(own)).toBe('AccessDenied');
    expect(await grace.list(`users/${ada.identityId}/`)).toBe('AccessDenied');
    for (const prefix of ['', 'users/', undefined]) expect(await grace.list(prefix)).toBe('AccessDenied');
    expect(await grace.put('public/hello.txt')).toBe('AccessDenied');
  });

  it('lets no guest in until it is told to, and then to what is public, to read', async () => {
    expect(await obtaining(guest())).toBe('GUEST_NOT_ALLOWED');

    deploy(readTemplate(), { AllowGuests: 'true' });
    const hand = await handOf(guest());
    expect(await hand.get('public/hello.txt')).toBe('done');
    expect(await hand.list('public/')).toBe('done');
    expect(await hand.put('public/hello.txt')).toBe('AccessDenied');
    expect(await hand.put(`users/${hand.identityId}/note.txt`)).toBe('AccessDenied');
    expect(await hand.list('users/')).toBe('AccessDenied');
  });

  it('leaves no way to choose a role, since the classic flow is off', async () => {
    deploy(readTemplate(), { AllowGuests: 'true' });
    const chosen = fromCognitoIdentityPool({ identityPoolId, guest: true, flow: classicFlow({ roleArn: deployed.arnOf('GuestRole') }), ...ports() });
    expect(await obtaining(chosen)).toBe('IDENTITY_POOL_MISCONFIGURED');
  });
});

describe('what the trust policies of the template keep out', () => {
  it('is everybody of another identity pool, until aud is taken out, which the check finds', async () => {
    expect(await obtaining(stranger(deployed.arnOf('SignedInRole')))).toBe('ROLE_NOT_ASSUMABLE');

    const open = changedTemplate([...TRUST, 'StringEquals'], undefined);
    deploy(open);
    const hand = await handOf(stranger(deployed.arnOf('SignedInRole')));
    expect(await hand.put(`users/${hand.identityId}/rubbish.bin`)).toBe('done');
    expect(checkTemplate(open).findings.map(({ rule, logicalId }) => [rule, logicalId])).toEqual([['trust-audience', 'SignedInRole']]);
  });

  it('is every guest where the role is for people who are signed in, until amr is taken out, which the check finds', async () => {
    // Another fault beside it, so that guests can ask for a role at all.
    const classic = changedTemplate(['Resources', 'IdentityPool', 'Properties', 'AllowClassicFlow'], true);
    const asked = () => fromCognitoIdentityPool({ identityPoolId, guest: true, flow: classicFlow({ roleArn: deployed.arnOf('SignedInRole') }), ...ports() });
    deploy(classic, { AllowGuests: 'true' });
    expect(await obtaining(asked())).toBe('ROLE_NOT_ASSUMABLE');

    const open = changedTemplate([...TRUST, 'ForAnyValue:StringLike'], undefined, classic);
    deploy(open, { AllowGuests: 'true' });
    const hand = await handOf(asked());
    expect(await hand.put(`users/${hand.identityId}/rubbish.bin`)).toBe('done');
    expect(checkTemplate(open).findings.map(({ rule, logicalId }) => [rule, logicalId])).toEqual([
      ['trust-login', 'SignedInRole'],
      ['classic-flow', 'IdentityPool'],
    ]);
  });
});
