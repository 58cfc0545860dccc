import { createSignInOnlySession } from '@valetkey/cognito';
import {
  createCredentialStore,
  createEncryptedStorage,
  shareCredentials,
  systemClock,
  systemEnvironment,
  type Clock,
  type CredentialStore,
  type Environment,
  type Session,
} from '@valetkey/core';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';
import { createEmulator, createEmulatorClock, emulatorDefaults, type Emulator } from '@valetkey/emulator';
import { createInPageFetch } from '@valetkey/emulator/in-page';
import { StrictMode, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import { useCredentials } from '../credentials/useCredentials.ts';
import { useSession } from '../tokens/useSession.ts';
import { CredentialsProvider } from './CredentialsProvider.tsx';

const { identityPoolId, userPoolId, userPoolClientId, user } = emulatorDefaults;
const REMOUNTS = 100;

/** What of the page's world is to be left alone once nothing is mounted. */
function createWorld() {
  let aheadMs = 0;
  let timers = 0;
  let listeners = 0;
  const now = (): number => Date.now() + aheadMs;
  const emulator: Emulator = createEmulator({ clock: createEmulatorClock(now) });
  const clock: Clock = {
    now,
    setTimer(callback, delayMs) {
      timers += 1;
      let pending = true;
      const settle = (): void => {
        if (pending) timers -= 1;
        pending = false;
      };
      const cancel = systemClock.setTimer(() => {
        settle();
        callback();
      }, delayMs);
      return () => {
        settle();
        cancel();
      };
    },
  };
  const environment: Environment = {
    ...systemEnvironment,
    fetch: createInPageFetch(emulator),
    onWake(listener) {
      listeners += 1;
      const stop = systemEnvironment.onWake(listener);
      return () => {
        listeners -= 1;
        stop();
      };
    },
  };
  return {
    emulator,
    clock,
    environment,
    passTime: (ms: number) => void (aheadMs += ms),
    leftovers: () => ({ timers, listeners }),
  };
}

/** What an app's `aws.ts` makes, each time it is loaded. */
function loadModule({ clock, environment }: ReturnType<typeof createWorld>): { readonly session: Session; readonly credentials: CredentialStore } {
  const storage = createEncryptedStorage({ clock });
  const session = createSignInOnlySession({ userPoolId, userPoolClientId, authFlow: 'password', storage, clock, environment });
  const pool = fromCognitoIdentityPool({ identityPoolId, logins: session, storage, clock, environment });
  const provider = shareCredentials(pool, { storage, session, clock });
  return { session, credentials: createCredentialStore({ provider, clock, environment }) };
}

function Page(): ReactNode {
  const status = useCredentials((credentials) => credentials.status);
  return `${useSession().status} ${status}`;
}

test(`mounted ${REMOUNTS} times in StrictMode, with modules replaced on the way, it refreshes once and leaves no lock behind`, async () => {
  const world = createWorld();
  const { emulator } = world;
  const first = loadModule(world);
  const { step } = first.session.signIn.getSnapshot();
  if (step.kind === 'password') await step.submit({ username: user.email, password: user.password });
  await first.credentials.getCredentials();
  // Everything has expired by the time the page is opened.
  world.passTime(2 * 3_600_000);
  emulator.calls.clear();

  const container = document.body.appendChild(document.createElement('div'));
  const root = createRoot(container);
  let loaded = loadModule(world);
  for (let mount = 0; mount < REMOUNTS; mount += 1) {
    if (mount % 10 === 9) loaded = loadModule(world);
    // Another key is another component: all effects end, and begin anew.
    const app = (
      <StrictMode key={mount}>
        <CredentialsProvider {...loaded}>
          <Page />
        </CredentialsProvider>
      </StrictMode>
    );
    flushSync(() => root.render(app));
    // Work begins on some of the ways.
    if (mount % 7 === 0) await new Promise((resolve) => void setTimeout(resolve, 5));
  }
  await expect.poll(() => container.textContent).toBe('signed-in ready');
  expect(emulator.calls.all().map(({ operation }) => operation)).toEqual(['GetTokensFromRefreshToken', 'GetCredentialsForIdentity']);

  root.unmount();
  await expect.poll(async () => (await navigator.locks.query()).held).toEqual([]);
  expect((await navigator.locks.query()).pending).toEqual([]);
  await expect.poll(world.leftovers).toEqual({ timers: 0, listeners: 0 });
  container.remove();
});
