import { createUserPoolSession } from '@valetkey/cognito';
import { createCredentialStore, type Session } from '@valetkey/core';
import { createEmulator, emulatorDefaults, type Emulator, type UserSeed } from '@valetkey/emulator';
import { createInPageFetch } from '@valetkey/emulator/in-page';
import { CredentialsProvider } from '@valetkey/react';
import {
  createMockProvider,
  createSimulatedClock,
  createSimulatedEnvironment,
  type SimulatedClock,
  type SimulatedEnvironment,
} from '@valetkey/testing';
import type { ReactNode } from 'react';

/** An app whose people sign in to an emulator in the page: real requests, real steps. */
export interface EmulatorApp {
  readonly emulator: Emulator;
  readonly session: Session;
  readonly environment: SimulatedEnvironment;
  /** The clock of the components: waits between codes pass when the test says so. */
  readonly clock: SimulatedClock;
  /** Keeps requests waiting; the function returned lets them go. */
  readonly holdNetwork: () => () => void;
  readonly App: (props: { readonly children?: ReactNode }) => ReactNode;
}

/** The person every emulator begins with. */
export const ada: { readonly email: string; readonly password: string } = emulatorDefaults.user;

/** Sets up an app on a fresh emulator, with more people if wanted, or another session in place of the user pool's. */
export function createEmulatorApp(people: readonly UserSeed[] = [], other?: Session): EmulatorApp {
  const emulator = createEmulator();
  for (const person of people) emulator.admin.createUser(person);
  let opened = Promise.resolve();
  const network = createInPageFetch(emulator);
  const environment = createSimulatedEnvironment({
    fetch: async (input, init) => {
      await opened;
      return network(input, init);
    },
  });
  const session = other ?? createUserPoolSession({
    userPoolId: emulatorDefaults.userPoolId,
    userPoolClientId: emulatorDefaults.userPoolClientId,
    environment,
  });
  const clock = createSimulatedClock();
  const credentials = createCredentialStore({ provider: createMockProvider({ clock }), clock, environment });
  return {
    emulator,
    session,
    environment,
    clock,
    holdNetwork() {
      let release: () => void = () => undefined;
      opened = new Promise((resolve) => (release = resolve));
      return release;
    },
    App: ({ children }) => (
      <CredentialsProvider session={session} credentials={credentials}>
        {children}
      </CredentialsProvider>
    ),
  };
}
