import { createEmulator, defaultSeed, emulatorDefaults } from '@valetkey/emulator';
import { createInPageFetch } from '@valetkey/emulator/in-page';
import { createSimulatedEnvironment } from '@valetkey/testing';
import { expect, it } from 'vitest';
import { createSignInOnlySession } from './createSignInOnlySession.ts';

it('signs in, and has no flows that make accounts or replace passwords', async () => {
  const { userPoolId, userPoolClientId, user } = emulatorDefaults;
  const emulator = createEmulator({ seed: defaultSeed });
  const environment = createSimulatedEnvironment({ fetch: createInPageFetch(emulator) });
  const session = createSignInOnlySession({ userPoolId, userPoolClientId, environment });
  const { step } = session.signIn.getSnapshot();
  if (step.kind !== 'password') throw new Error(step.kind);
  await step.submit({ username: user.email, password: user.password });
  expect((await session.getTokens()).claims['email']).toBe(user.email);
  expect(session).not.toHaveProperty('signUp');
  expect(session).not.toHaveProperty('passwordReset');
});
