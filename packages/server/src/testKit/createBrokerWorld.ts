import { createUserPoolSession } from '@valetkey/cognito';
import type { Session, StoragePort } from '@valetkey/core';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';
import { createEmulator, createEmulatorClock, defaultSeed, emulatorDefaults, type Emulator, type EmulatorState } from '@valetkey/emulator';
import { createInPageFetch } from '@valetkey/emulator/in-page';
import {
  createSimulatedClock,
  createSimulatedEnvironment,
  DEFAULT_SIMULATED_START_AT,
  type SimulatedClock,
  type SimulatedEnvironment,
} from '@valetkey/testing';
import { createBroker, type Broker } from '../broker/createBroker.ts';
import type { BrokerEvent } from '../broker/brokerEvent.ts';
import type { BrokerOptions } from '../broker/resolveBrokerOptions.ts';
import { createBrowser, type BrokerBrowser } from './createBrowser.ts';

/** Somebody who can sign in. */
interface Person {
  readonly email: string;
  readonly password: string;
}

/** Tokens, as a page gets them from a user pool. */
export interface IssuedTokens {
  readonly idToken: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** A server with a broker, the AWS it talks to, and the browsers that ask it. */
export interface BrokerWorld {
  readonly emulator: Emulator;
  readonly clock: SimulatedClock;
  /** The server's network. */
  readonly environment: SimulatedEnvironment;
  /** A process of the server. With the same options, it is one more of the same site. */
  readonly startServer: (options?: Partial<BrokerOptions>) => Broker;
  /** What the server makes sessions with. */
  readonly createSession: (storage: StoragePort) => Session;
  /** What the processes have told, oldest first. */
  readonly events: BrokerEvent[];
  /** A browser with a cookie jar of its own. */
  readonly openBrowser: () => BrokerBrowser;
  /** Signs somebody in, as a page does it by SRP or a password. */
  readonly issueTokens: (person?: Person) => Promise<IssuedTokens>;
  /** A browser of somebody who is signed in. */
  readonly signIn: (server: Broker) => Promise<BrokerBrowser>;
  /** Operations asked of AWS so far, oldest first. */
  readonly calls: () => readonly string[];
}

export const KEY = 'k1-Nq7bq0dYw3o5vJ2sT8xZr4mUe6hCfLgPaWiBnDyS0';
export const NEXT_KEY = 'k2-Vb3nM5kJ7hG9fD1sA2qW4eR6tY8uI0oPzXcVlKjHg';

const prepared = new Map<number, Promise<EmulatorState>>();

/** The state every AWS begins with. Made once: signing keys take a moment. */
function preparedState(graceSeconds: number): Promise<EmulatorState> {
  const known = prepared.get(graceSeconds);
  if (known !== undefined) return known;
  const userPools = defaultSeed.userPools?.map((pool) => ({
    ...pool,
    clients: pool.clients.map((client) =>
      client.id === emulatorDefaults.rotatingUserPoolClientId ? { ...client, refreshTokenRotation: { retryGraceSeconds: graceSeconds } } : client,
    ),
  }));
  const prepare = async (): Promise<EmulatorState> => {
    const emulator = createEmulator({ seed: { ...defaultSeed, ...(userPools && { userPools }) }, clock: createEmulatorClock(() => DEFAULT_SIMULATED_START_AT) });
    await emulator.prepareKeys();
    return emulator.exportState();
  };
  const state = prepare();
  prepared.set(graceSeconds, state);
  return state;
}

/**
 * @param rotation - Whether refresh tokens rotate.
 * @param graceSeconds - How long one may be used again then.
 */
export async function createBrokerWorld({ rotation = false, graceSeconds = 0 } = {}): Promise<BrokerWorld> {
  const clock = createSimulatedClock();
  const emulator = createEmulator({ state: await preparedState(graceSeconds), clock: createEmulatorClock(clock.now) });
  const environment = createSimulatedEnvironment({ fetch: createInPageFetch(emulator), clock, isServer: true });
  const page = createSimulatedEnvironment({ fetch: createInPageFetch(emulator), clock });
  const { identityPoolId, userPoolId, user } = emulatorDefaults;
  const userPoolClientId = rotation ? emulatorDefaults.rotatingUserPoolClientId : emulatorDefaults.userPoolClientId;
  const events: BrokerEvent[] = [];
  const pool = { userPoolId, userPoolClientId, clock };

  const createSession = (storage: StoragePort): Session => createUserPoolSession({ ...pool, storage, environment });

  const startServer = (options: Partial<BrokerOptions> = {}): Broker =>
    createBroker({
      session: createSession,
      credentials: (session, storage) => fromCognitoIdentityPool({ identityPoolId, logins: session, storage, clock, environment }),
      keys: [KEY],
      onEvent: (event) => events.push(event),
      clock,
      environment,
      ...options,
    });

  async function issueTokens({ email, password }: Person = user): Promise<IssuedTokens> {
    const session = createUserPoolSession({ ...pool, environment: page });
    const { step } = session.signIn.getSnapshot();
    if (step.kind !== 'password') throw new Error(`The sign-in is on ${step.kind}.`);
    await step.submit({ username: email, password });
    const { idToken, accessToken, refreshToken = '' } = await session.getTokens();
    emulator.calls.clear();
    return { idToken, accessToken, refreshToken };
  }

  return {
    emulator,
    clock,
    environment,
    startServer,
    createSession,
    events,
    openBrowser: createBrowser,
    issueTokens,
    async signIn(server) {
      const browser = createBrowser();
      const answer = await browser.post(server, 'sign-in', { body: await issueTokens() });
      if (answer.status !== 200) throw new Error(`Signing in: ${answer.status} ${answer.text}`);
      emulator.calls.clear();
      events.length = 0;
      return browser;
    },
    calls: () => emulator.calls.all().map(({ operation }) => operation),
  };
}
