import type { Environment, Session, SignInStep } from '@valetkey/core';
import {
  createEmulator,
  createEmulatorClock,
  defaultSeed,
  emulatorDefaults,
  type Emulator,
  type EmulatorSeed,
  type EmulatorState,
} from '@valetkey/emulator';
import { createInPageFetch } from '@valetkey/emulator/in-page';
import { createSimulatedClock, DEFAULT_SIMULATED_START_AT, type SimulatedClock } from '../../createSimulatedClock.ts';
import { createSimulatedEnvironment, type SimulatedEnvironment } from '../../createSimulatedEnvironment.ts';

/** What a session under test is made over. */
export interface SessionPorts {
  readonly clock: SimulatedClock;
  readonly environment: Environment;
  /** The network, for engines that take no environment. */
  readonly fetch: typeof fetch;
  /** What a page of this origin keeps between loads. Every session made over the same map is the same page, loaded again. */
  readonly records: Map<string, string>;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
}

/** How an engine is run by the contract. */
export interface SessionEngineUnderTest {
  readonly create: (ports: SessionPorts) => Session;
  /** The operation it refreshes with. */
  readonly refreshOperation: 'GetTokensFromRefreshToken' | 'InitiateAuth';
  /** Calls that a sign-in with user name and password takes. */
  readonly signInCalls: readonly string[];
  /**
   * How somebody signs in who does not do so in the steps of the flow: the flow's own steps are then not asked about.
   * Default: by the password step.
   */
  readonly signInElsewhere?: (session: Session, person: Person, emulator: Emulator, clock: SimulatedClock) => Promise<void>;
  /** False where it only signs in: it has neither sign-up nor password reset. Default true. */
  readonly makesAccounts?: boolean;
}

/** Somebody who can sign in. */
export interface Person {
  readonly email: string;
  readonly password: string;
}

/** The step that the sign-in of an engine begins with. */
export function firstStepOf({ signInElsewhere }: Pick<SessionEngineUnderTest, 'signInElsewhere'>): SignInStep['kind'] {
  return signInElsewhere === undefined ? 'password' : 'redirect';
}

/** A session against an emulator, and everything around it that a test can move. */
export interface SessionUnderTest extends SessionEngineUnderTest, SessionPorts {
  readonly session: Session;
  readonly environment: SimulatedEnvironment;
  /** Another session over the same records: the page, loaded again. */
  readonly reload: () => Session;
  /** A session on another device. */
  readonly otherDevice: () => Session;
  readonly emulator: Emulator;
  /** Operations asked so far, oldest first. */
  readonly calls: () => readonly string[];
  /** Keeps every answer from now on, or only the next request's, waiting until the function it returns is called. */
  readonly holdAnswers: (which?: 'all' | 'next') => () => void;
  /** Requests so far that set the fetch option `cache`. */
  readonly requestsWithCacheMode: () => number;
  /** How many of the passwords typed and tokens issued so far a text holds. A number, so that a failing test prints none. */
  readonly countSecretsIn: (text: string) => number;
  /** Submits user name and password. */
  readonly signIn: (person?: Person, session?: Session) => Promise<void>;
}

/** Signs in at once. */
export const ada: Person = emulatorDefaults.user;
/** Signs in at once; lacks `given_name`, which the pool requires. */
export const grace: Person = { email: 'grace@example.com', password: 'Compiler-A0-1952' };

/** An hour, as long as an ID or access token lives, ms. */
export const HOUR_MS = 3_600_000;

const seed: EmulatorSeed = {
  userPools: (defaultSeed.userPools ?? []).map((pool) => ({
    ...pool,
    requiredAttributes: ['given_name'],
    users: [...(pool.users ?? []), grace],
  })),
};

let prepared: Promise<EmulatorState> | undefined;

/** The state every emulator begins with. Made once: signing keys take a moment. */
function preparedState(): Promise<EmulatorState> {
  prepared ??= (async () => {
    const emulator = createEmulator({ seed, clock: createEmulatorClock(() => DEFAULT_SIMULATED_START_AT) });
    await emulator.prepareKeys();
    return emulator.exportState();
  })();
  return prepared;
}

/** Makes what one test needs. */
export type SetUpSession = (options?: { readonly rotation?: boolean }) => Promise<SessionUnderTest>;

/** Binds an engine to an emulator and simulated ports. */
export function sessionSetUp(engine: SessionEngineUnderTest): SetUpSession {
  return async ({ rotation = false } = {}) => {
    const clock = createSimulatedClock();
    const emulator = createEmulator({ state: await preparedState(), clock: createEmulatorClock(clock.now) });
    const inPage = createInPageFetch(emulator);
    const secrets = new Set<string>();
    let gate: { readonly opened: Promise<void>; readonly which: 'all' | 'next' } | undefined;
    let requestsWithCacheMode = 0;

    const network: typeof fetch = async (input, init) => {
      const held = gate;
      if (held?.which === 'next') gate = undefined;
      if (init?.cache !== undefined) requestsWithCacheMode += 1;
      const response = await inPage(input, init);
      const answer = (await response.clone().json()) as { readonly AuthenticationResult?: Readonly<Record<string, unknown>> };
      for (const [name, value] of Object.entries(answer.AuthenticationResult ?? answer)) {
        // `IdToken` in Cognito's words, `id_token` in those of OAuth.
        if (/(Token|_token)$/.test(name)) secrets.add(String(value));
      }
      await (held ?? gate)?.opened;
      return response;
    };
    const environment = createSimulatedEnvironment({ fetch: network });
    const ports: SessionPorts = {
      clock,
      environment,
      fetch: environment.fetch,
      records: new Map(),
      userPoolId: emulatorDefaults.userPoolId,
      userPoolClientId: rotation ? emulatorDefaults.rotatingUserPoolClientId : emulatorDefaults.userPoolClientId,
    };
    const session = engine.create(ports);

    return {
      ...engine,
      ...ports,
      environment,
      session,
      emulator,
      reload: () => engine.create(ports),
      otherDevice: () => engine.create({ ...ports, records: new Map() }),
      calls: () => emulator.calls.all().map((call) => call.operation),
      holdAnswers(which = 'all') {
        let release: () => void = () => undefined;
        const opened = new Promise<void>((resolve) => {
          release = () => {
            gate = undefined;
            resolve();
          };
        });
        gate = { opened, which };
        return release;
      },
      requestsWithCacheMode: () => requestsWithCacheMode,
      countSecretsIn: (text) => Array.from(secrets).filter((secret) => text.includes(secret)).length,
      signIn(person = ada, into = session) {
        secrets.add(person.password);
        if (engine.signInElsewhere !== undefined) return engine.signInElsewhere(into, person, emulator, clock);
        return stepOf(into, 'password').submit({ username: person.email, password: person.password });
      },
    };
  };
}

/** The step a session's sign-in is on, which must be of this kind. */
export function stepOf<Kind extends SignInStep['kind']>(
  session: Session,
  kind: Kind,
): Extract<SignInStep, { readonly kind: Kind }> {
  const { step, error } = session.signIn.getSnapshot();
  if (step.kind !== kind) throw new Error(`The sign-in is on ${step.kind}, not ${kind} (${error?.code ?? 'no error'}).`);
  return step as Extract<SignInStep, { readonly kind: Kind }>;
}
