import { createUserPoolSession } from '@valetkey/cognito';
import { createCredentialStore } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import { expect, it } from 'vitest';
import { fromCognitoIdentityPool } from './index.ts';
import { createWorld } from './testKit/createWorld.ts';

const { userPoolId, userPoolClientId, identityPoolId, user } = emulatorDefaults;
const HOUR_MS = 3_600_000;

it('a guest signs in, works for a day and signs out: every call is one that is needed', async () => {
  const { emulator, clock, environment } = createWorld();
  const session = createUserPoolSession({ userPoolId, userPoolClientId, clock, environment });
  const provider = fromCognitoIdentityPool({ identityPoolId, logins: session, guest: true, clock, environment });
  const store = createCredentialStore({ provider, clock, environment });
  const stop = store.start();
  const callsSince = (): readonly string[] => {
    const operations = emulator.calls.all().map((call) => call.operation);
    emulator.calls.clear();
    return operations;
  };

  const asGuest = await store.whenReady();
  expect(asGuest).toMatchObject({ status: 'ready', guest: true });
  expect(callsSince()).toEqual(['GetId', 'GetCredentialsForIdentity']);

  const { step } = session.signIn.getSnapshot();
  if (step.kind === 'password') await step.submit({ username: user.email, password: user.password });
  expect(session.signIn.getSnapshot()).toMatchObject({ step: { kind: 'signed-in' }, error: undefined });
  const signedIn = await store.whenReady();
  expect(signedIn).toMatchObject({ status: 'ready', guest: false });
  expect(signedIn.status === 'ready' && signedIn.identityId).toBe(asGuest.status === 'ready' && asGuest.identityId);
  expect(callsSince()).toEqual(['InitiateAuth', 'RespondToAuthChallenge', 'GetCredentialsForIdentity']);

  for (let hour = 0; hour < 24; hour += 1) {
    await clock.advanceBy(HOUR_MS);
    expect(await store.whenReady()).toMatchObject({ status: 'ready', guest: false });
  }
  const ofTheDay = callsSince();
  expect(new Set(ofTheDay)).toEqual(new Set(['GetTokensFromRefreshToken', 'GetCredentialsForIdentity']));
  expect(ofTheDay.length).toBeLessThanOrEqual(2 * 32);

  await session.signOut();
  expect(await store.whenReady()).toMatchObject({ status: 'ready', guest: true });
  expect(callsSince().toSorted()).toEqual(['GetCredentialsForIdentity', 'GetId', 'RevokeToken']);
  stop();
  expect([clock.pendingTimers, environment.wakeListeners]).toEqual([0, 0]);
});
