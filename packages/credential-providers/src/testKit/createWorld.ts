import { TokenSet, type Clock, type IdTokenClaims, type User } from '@valetkey/core';
import {
  createEmulator,
  createEmulatorClock,
  emulatorDefaults,
  type Emulator,
  type EmulatorSeed,
  type EmulatorState,
} from '@valetkey/emulator';
import { createInPageFetch } from '@valetkey/emulator/in-page';
import {
  createFakeSession,
  createSimulatedClock,
  createSimulatedEnvironment,
  type FakeSession,
  type FakeSessionOptions,
  type FakeUser,
  type SimulatedClock,
  type SimulatedEnvironment,
} from '@valetkey/testing';

/** An emulated AWS with two people, and a session whose tokens it has signed. */
export interface World {
  readonly emulator: Emulator;
  /** The page's clock. The emulator follows it until its own is moved. */
  readonly clock: SimulatedClock;
  readonly environment: SimulatedEnvironment;
  readonly session: FakeSession;
}

/** The people of the emulated user pool. */
export const ada: FakeUser = { username: emulatorDefaults.user.email };
export const grace: FakeUser = { username: 'grace@example.com' };

const PASSWORD = emulatorDefaults.user.password;

// Signing keys and password verifiers take long to make: once for all worlds.
const populated = await populate();

async function populate(): Promise<EmulatorState> {
  const emulator = createEmulator();
  emulator.admin.createUser({ email: grace.username, password: PASSWORD });
  await emulator.prepareKeys();
  return emulator.exportState();
}

/** Makes a world in which nothing has been asked yet. */
export function createWorld(
  options: {
    readonly initial?: FakeSessionOptions['initial'];
    readonly seed?: EmulatorSeed;
    /** A prepared state in place of a seed. */
    readonly state?: EmulatorState;
    /** Epoch ms. AWS SDK clients sign by the machine's own clock, so tests with them begin at its present. */
    readonly startAt?: number;
  } = {},
): World {
  const clock = createSimulatedClock(options.startAt);
  const emulator = createEmulator({
    clock: createEmulatorClock(() => clock.now()),
    ...(options.seed === undefined ? { state: options.state ?? populated } : { seed: options.seed }),
  });
  const environment = createSimulatedEnvironment({ fetch: createInPageFetch(emulator), clock });
  const session = createFakeSession({
    clock,
    initial: options.initial ?? ada,
    issueTokens: (user) => signIn(emulator, user, clock),
  });
  return { emulator, clock, environment, session };
}

/** Signs a person in at the emulated user pool, so that the identity pool accepts the tokens. */
async function signIn(emulator: Emulator, user: User, clock: Clock): Promise<TokenSet> {
  const response = await emulator.handle(
    new Request('https://cognito-idp.eu-west-1.amazonaws.com/', {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' },
      body: JSON.stringify({
        ClientId: emulatorDefaults.userPoolClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: user.username, PASSWORD },
      }),
    }),
  );
  const { AuthenticationResult: given } = (await response.json()) as {
    readonly AuthenticationResult: { IdToken: string; AccessToken: string; RefreshToken: string; ExpiresIn: number };
  };
  return new TokenSet({
    idToken: given.IdToken,
    accessToken: given.AccessToken,
    refreshToken: given.RefreshToken,
    expiresAt: clock.now() + given.ExpiresIn * 1000,
    claims: JSON.parse(atob((given.IdToken.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'))) as IdTokenClaims,
  });
}
