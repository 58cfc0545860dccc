import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createUserPoolSession } from '@valetkey/cognito';
import {
  createCredentialStore,
  systemClock,
  systemEnvironment,
  type Clock,
  type CredentialStore,
  type Environment,
  type Session,
} from '@valetkey/core';
import { fromCognitoIdentityPool, type IdentityPoolFlow } from '@valetkey/credential-providers';
import { createEmulator, emulatorDefaults, type Emulator, type EmulatorOptions, type EmulatorSeed } from '@valetkey/emulator';
import { createInPageFetch, createInPageRequestHandler } from '@valetkey/emulator/in-page';
import { CredentialsProvider } from '@valetkey/react';
import type { ReactElement, ReactNode } from 'react';
import { stageSeed } from './stageSeed.ts';

/** How a stage is set. */
export interface StageOptions {
  /** What the emulator begins with. Default: {@link stageSeed}. */
  readonly seed?: EmulatorSeed;
  /** The app's own APIs, by the name their requests are signed for: `{ 'execute-api': (request, caller) => … }`. */
  readonly services?: NonNullable<EmulatorOptions['services']>;
  /** Keeps sign-in and credential calls waiting until `releaseNetwork` is called. Default `false`. */
  readonly networkHeld?: boolean;
  /** Lets guests in: credentials without a sign-in. Default `true`. */
  readonly guest?: boolean;
  /** How an identity becomes credentials. Default: the enhanced flow, in which the pool chooses the role. */
  readonly flow?: IdentityPoolFlow;
  /** Signs the seeded person in before the story renders. Default `false`. */
  readonly signedIn?: boolean;
  /** Runs once the emulator exists, before anything calls it: create people, enqueue faults. */
  readonly prepare?: (emulator: Emulator) => void | Promise<void>;
}

/** A whole app's surroundings for one story: an AWS of its own in this page, and everything between it and React. */
export interface Stage {
  readonly emulator: Emulator;
  readonly session: Session;
  readonly credentials: CredentialStore;
  readonly queryClient: QueryClient;
  /** The emulator as a network, for hooks that send by themselves. */
  readonly fetch: typeof fetch;
  /** Puts session, credentials, query cache and client options around a story. */
  readonly Provider: (props: { readonly children: ReactNode }) => ReactElement;
  /**
   * Signs the seeded person in, as the form would.
   * @throws Error when the emulator refuses.
   */
  readonly signIn: () => Promise<void>;
  /** Lets the calls go that `networkHeld` keeps. */
  readonly releaseNetwork: () => void;
}

/** Sets a fresh stage. Page and emulator share one clock, so `emulator.clock.advance` moves the whole world. */
export async function createStage(options: StageOptions = {}): Promise<Stage> {
  const { seed = stageSeed, services: ownServices = {} } = options;
  const emulator = createEmulator({ seed, services: ownServices });
  const network = createHeldFetch(createInPageFetch(emulator), options.networkHeld ?? false);
  const clock: Clock = { ...systemClock, now: emulator.clock.now };
  const environment: Environment = { ...systemEnvironment, fetch: network.fetch };
  const session = createUserPoolSession({
    userPoolId: emulatorDefaults.userPoolId,
    userPoolClientId: emulatorDefaults.userPoolClientId,
    environment,
    clock,
  });
  const credentials = createCredentialStore({
    provider: fromCognitoIdentityPool({
      identityPoolId: emulatorDefaults.identityPoolId,
      logins: session,
      guest: options.guest ?? true,
      ...(options.flow === undefined ? {} : { flow: options.flow }),
      environment,
      clock,
    }),
    environment,
    clock,
  });
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const clientDefaults = { region: emulatorDefaults.region, requestHandler: createInPageRequestHandler(emulator) };
  const services = { S3: { forcePathStyle: true } };

  const stage: Stage = {
    emulator,
    session,
    credentials,
    queryClient,
    fetch: network.fetch,
    Provider: ({ children }) => (
      <QueryClientProvider client={queryClient}>
        <CredentialsProvider session={session} credentials={credentials} clientDefaults={clientDefaults} services={services} clock={clock}>
          {children}
        </CredentialsProvider>
      </QueryClientProvider>
    ),
    async signIn() {
      const { step } = session.signIn.getSnapshot();
      if (step.kind !== 'password') throw new Error(`Cannot sign in at the step ${step.kind}.`);
      await step.submit({ username: emulatorDefaults.user.email, password: emulatorDefaults.user.password });
      const { error } = session.signIn.getSnapshot();
      if (error !== undefined) throw error;
    },
    releaseNetwork: network.release,
  };
  await options.prepare?.(emulator);
  if (options.signedIn === true) await stage.signIn();
  return stage;
}

interface HeldFetch {
  readonly fetch: typeof fetch;
  readonly release: () => void;
}

function createHeldFetch(network: typeof fetch, held: boolean): HeldFetch {
  let release: () => void = () => undefined;
  const opened = held ? new Promise<void>((resolve) => (release = resolve)) : Promise.resolve();
  return {
    fetch: async (input, init) => {
      await opened;
      return network(input, init);
    },
    release: () => release(),
  };
}
