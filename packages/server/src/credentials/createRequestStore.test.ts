import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createCredentialStore, type CredentialProvider, type CredentialsError } from '@valetkey/core';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';
import { createEmulator, emulatorDefaults, type Emulator } from '@valetkey/emulator';
import { createInPageFetch, createInPageRequestHandler } from '@valetkey/emulator/in-page';
import { createMockProvider, createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRequestStore } from './createRequestStore.ts';

const { identityPoolId, userPoolId, userPoolClientId, user } = emulatorDefaults;
const PEOPLE = [user.email, 'grace@example.com'] as const;
const ISSUER = `cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`;

let emulator: Emulator;
let requestHandler: ReturnType<typeof createInPageRequestHandler>;
const idTokens = new Map<string, string>();

beforeAll(async () => {
  emulator = createEmulator();
  requestHandler = createInPageRequestHandler(emulator);
  emulator.admin.createUser({ email: PEOPLE[1], password: user.password });
  for (const person of PEOPLE) idTokens.set(person, await signIn(person));
});

async function signIn(person: string): Promise<string> {
  const response = await emulator.handle(
    new Request('https://cognito-idp.eu-west-1.amazonaws.com/', {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' },
      body: JSON.stringify({
        ClientId: userPoolClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: person, PASSWORD: user.password },
      }),
    }),
  );
  const { AuthenticationResult } = (await response.json()) as { readonly AuthenticationResult: { readonly IdToken: string } };
  return AuthenticationResult.IdToken;
}

/** A server's process: it talks to the emulated AWS. */
const environment = () => createSimulatedEnvironment({ fetch: createInPageFetch(emulator), isServer: true });

/** What a server makes of the token that comes with a request. */
const personal = (idToken: string | undefined): CredentialProvider =>
  fromCognitoIdentityPool({ identityPoolId, logins: () => ({ [ISSUER]: idToken ?? '' }), environment: environment() });

describe('createRequestStore', () => {
  test('500 requests of two people at once: nobody gets what is the other’s', async () => {
    const answers = await Promise.all(
      Array.from({ length: 500 }, async (_, count) => {
        const person = PEOPLE[count % 2] as string;
        const store = createRequestStore({ provider: personal(idTokens.get(person)), environment: environment() });
        const ready = await store.whenReady();
        const identityId = ready.status === 'ready' ? ready.identityId : ready.status;
        const client = new S3Client({ region: 'eu-west-1', forcePathStyle: true, credentials: store.provider, requestHandler });
        // AWS lets nobody write below the identity id of another.
        await client.send(new PutObjectCommand({ Bucket: emulatorDefaults.bucket, Key: `users/${identityId}/${count}`, Body: person }));
        return { person, identityId };
      }),
    );
    const idsOf = (person: string): ReadonlySet<unknown> =>
      new Set(answers.filter((answer) => answer.person === person).map(({ identityId }) => identityId));
    const [ofAda, ofGrace] = PEOPLE.map((person) => [...idsOf(person)]);
    expect(ofAda).toEqual([expect.stringMatching(/^eu-west-1:/)]);
    expect(ofGrace).toEqual([expect.stringMatching(/^eu-west-1:/)]);
    expect(ofAda).not.toEqual(ofGrace);
  });

  test('one request’s clients and loaders share one acquisition, and no timer is left', async () => {
    const clock = createSimulatedClock();
    const provider = createMockProvider({ clock });
    const store = createRequestStore({ provider, clock, environment: createSimulatedEnvironment({ isServer: true }) });
    await Promise.all(Array.from({ length: 20 }, () => store.getCredentials()));
    expect(provider.calls).toHaveLength(1);
    expect(clock.pendingTimers).toBe(0);
  });

  test('a request that has ended has no credentials any more, and asks for none', async () => {
    const clock = createSimulatedClock();
    const provider = createMockProvider({ clock });
    const request = new AbortController();
    const store = createRequestStore({ provider, signal: request.signal, clock, environment: createSimulatedEnvironment() });
    await store.getCredentials();
    request.abort();
    expect(store.getSnapshot()).not.toHaveProperty('credentials');
    await expect(store.getCredentials()).rejects.toMatchObject({ code: 'ABORTED' });
    expect(provider.calls).toHaveLength(1);
  });

  test('a request that ends while credentials are obtained waits no longer', async () => {
    const clock = createSimulatedClock();
    const provider = createMockProvider({ clock });
    const release = provider.hold();
    const request = new AbortController();
    const store = createRequestStore({ provider, signal: request.signal, clock, environment: createSimulatedEnvironment() });
    const asked = store.getCredentials().catch((error: CredentialsError) => error.code);
    request.abort();
    expect(await asked).toBe('ABORTED');
    release();
    expect(clock.pendingTimers).toBe(0);
  });

  test('HTML never depends on it: its server snapshot says that nothing is known', async () => {
    const store = createRequestStore({ provider: personal(idTokens.get(PEOPLE[0])), environment: environment() });
    await store.getCredentials();
    expect(store.getServerSnapshot()).toEqual({ status: 'unknown', epoch: 0 });
  });
});

describe('a store that a server has made once for all', () => {
  test('refuses to obtain a person’s credentials, and says what to do', async () => {
    const server = environment();
    const store = createCredentialStore({ provider: personal(idTokens.get(PEOPLE[0])), environment: server });
    const refusal = await store.getCredentials().catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'SHARED_ON_SERVER', fix: expect.stringContaining('createRequestStore') });
    expect(server.requests).toBe(0);
  });

  test('keeps nobody waiting who waits for it', async () => {
    const store = createCredentialStore({ provider: personal(idTokens.get(PEOPLE[0])), environment: environment() });
    await expect(store.whenReady()).resolves.toMatchObject({ status: 'error', error: { code: 'SHARED_ON_SERVER' } });
  });

  test('may have the process’s own, and a guest’s', async () => {
    const provider = fromCognitoIdentityPool({ identityPoolId, guest: true, environment: environment() });
    const guest = createCredentialStore({ provider, environment: environment() });
    await expect(guest.getCredentials()).resolves.toHaveProperty('accessKeyId');
    const clock = createSimulatedClock();
    const own = createCredentialStore({ provider: createMockProvider({ clock }), clock, environment: environment() });
    await expect(own.getCredentials()).resolves.toHaveProperty('accessKeyId');
  });
});
