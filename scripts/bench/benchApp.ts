import { createUserPoolSession } from '@valetkey/cognito';
import { createCredentialStore, systemEnvironment, type CredentialStore, type Session } from '@valetkey/core';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';
import { createEmulator, emulatorDefaults, type Emulator } from '@valetkey/emulator';
import { createInPageFetch, createInPageRequestHandler, type InPageRequestHandler } from '@valetkey/emulator/in-page';

/** An app without its components, on an emulator in the same process. */
export interface BenchApp {
  readonly emulator: Emulator;
  readonly session: Session;
  readonly credentials: CredentialStore;
  /** For AWS SDK clients. */
  readonly requestHandler: InPageRequestHandler;
  /** Signs the seeded person in. */
  readonly signIn: () => Promise<void>;
  /** Names of the calls made since the last time, without preflights. */
  readonly takeCalls: () => readonly string[];
}

/** Creates an app on a fresh emulator. */
export function createBenchApp(): BenchApp {
  const emulator = createEmulator();
  const environment = { ...systemEnvironment, isServer: false, fetch: createInPageFetch(emulator) };
  const { userPoolId, userPoolClientId, identityPoolId, user } = emulatorDefaults;
  const session = createUserPoolSession({ userPoolId, userPoolClientId, environment });
  const provider = fromCognitoIdentityPool({ identityPoolId, logins: session, guest: true, environment });
  return {
    emulator,
    session,
    credentials: createCredentialStore({ provider, environment }),
    requestHandler: createInPageRequestHandler(emulator),
    async signIn() {
      const { step } = session.signIn.getSnapshot();
      if (step.kind !== 'password') throw new Error(`Cannot sign in at the step ${step.kind}.`);
      await step.submit({ username: user.email, password: user.password });
      const { error } = session.signIn.getSnapshot();
      if (error !== undefined) throw error;
    },
    takeCalls() {
      const calls = emulator.calls.all().map(({ operation }) => operation);
      emulator.calls.clear();
      return calls;
    },
  };
}
