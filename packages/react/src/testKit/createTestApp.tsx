import { createCredentialStore, type ClientOptions, type CredentialStore, type ServiceOptions } from '@valetkey/core';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';
import { createEmulator, defaultSeed, emulatorDefaults, type Emulator, type EmulatorOptions } from '@valetkey/emulator';
import { createInPageFetch, createInPageRequestHandler } from '@valetkey/emulator/in-page';
import {
  createFakeSession,
  createMockProvider,
  createSimulatedClock,
  createSimulatedEnvironment,
  type FakeSession,
  type FakeSessionOptions,
  type MockProvider,
  type SimulatedClock,
  type SimulatedEnvironment,
} from '@valetkey/testing';
import type { ReactNode } from 'react';
import { CredentialsProvider } from '../provider/CredentialsProvider.tsx';

/** An app around the components under test, every part of it in the test's hands. */
export interface TestApp {
  readonly clock: SimulatedClock;
  readonly environment: SimulatedEnvironment;
  readonly provider: MockProvider;
  readonly session: FakeSession;
  readonly credentials: CredentialStore;
  /** For `wrapper` of Testing Library. */
  readonly App: (props: { readonly children?: ReactNode }) => ReactNode;
}

/** Sets up an app whose credentials follow a fake session. Somebody is signed in unless `initial` says otherwise. */
export function createTestApp(
  options: {
    readonly initial?: FakeSessionOptions['initial'];
    readonly clientDefaults?: ClientOptions;
    readonly services?: ServiceOptions;
    /** Whether scopes can narrow the credentials. */
    readonly narrows?: boolean;
  } = {},
): TestApp {
  const clock = createSimulatedClock();
  const environment = createSimulatedEnvironment();
  const session = createFakeSession({ clock, initial: options.initial ?? { username: 'ada' } });
  const identity = { getEpoch: () => session.getSnapshot().epoch, subscribe: session.subscribe, start: session.start };
  const provider = createMockProvider({ clock, identity, narrows: options.narrows ?? false });
  const credentials = createCredentialStore({ provider, clock, environment });
  const { clientDefaults = { region: 'eu-west-1' }, services } = options;
  return {
    clock,
    environment,
    provider,
    session,
    credentials,
    App: ({ children }) => (
      <CredentialsProvider
        credentials={credentials}
        session={session}
        clientDefaults={clientDefaults}
        {...(services === undefined ? {} : { services })}
        clock={clock}
      >
        {children}
      </CredentialsProvider>
    ),
  };
}

/**
 * An app of guests on an emulator in the page: real requests, really signed, counted by the emulator.
 * @param options.guestsMay - Actions that guests may do to everything, beside looking at what is public.
 */
export function createGuestApp(
  options: { readonly guestsMay?: readonly string[]; readonly services?: NonNullable<EmulatorOptions['services']> } = {},
): {
  readonly emulator: Emulator;
  readonly credentials: CredentialStore;
  readonly clientDefaults: ClientOptions;
  /** The emulator as a page's network. */
  readonly fetch: typeof fetch;
} {
  const { guestsMay = [], services = {} } = options;
  const more = guestsMay.length === 0 ? [] : [{ Effect: 'Allow', Action: guestsMay, Resource: '*' } as const];
  const roles = defaultSeed.roles?.map((role) =>
    role.arn === emulatorDefaults.guestRoleArn
      ? { ...role, policies: [...(role.policies ?? []), { Version: '2012-10-17', Statement: more } as const] }
      : role,
  );
  const emulator = createEmulator({ services, seed: { ...defaultSeed, ...(roles === undefined ? {} : { roles }) } });
  const fetch = createInPageFetch(emulator);
  const environment = createSimulatedEnvironment({ fetch });
  const { identityPoolId, region } = emulatorDefaults;
  const provider = fromCognitoIdentityPool({ identityPoolId, guest: true, environment });
  const requestHandler = createInPageRequestHandler(emulator);
  return {
    emulator,
    fetch,
    credentials: createCredentialStore({ provider, environment }),
    clientDefaults: { region, requestHandler, endpoint: 'http://localhost:4566', forcePathStyle: true },
  };
}
