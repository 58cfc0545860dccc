import type { Clock, CredentialProvider, CredentialStore, Environment } from '@valetkey/core';
import { createFakeSession, type FakeSession } from '../../createFakeSession.ts';
import { createMockProvider, type MockProvider } from '../../createMockProvider.ts';
import { createSimulatedClock, type SimulatedClock } from '../../createSimulatedClock.ts';
import { createSimulatedEnvironment, type SimulatedEnvironment } from '../../createSimulatedEnvironment.ts';

/** Makes a store over the given ports, as an app does, without starting it. */
export type CreateStoreUnderTest = (options: {
  readonly provider: CredentialProvider;
  readonly clock: Clock;
  readonly environment: Environment;
}) => CredentialStore;

/** A store, and everything around it that a test can move. */
export interface StoreUnderTest {
  readonly store: CredentialStore;
  readonly provider: MockProvider;
  /** Decides whose credentials they are; Ada is signed in. */
  readonly session: FakeSession;
  readonly clock: SimulatedClock;
  readonly environment: SimulatedEnvironment;
}

/** How {@link StoreUnderTest} begins. */
export interface StoreSetUp {
  /** How long credentials live, ms. Default one hour. */
  readonly lifetimeMs?: number;
  /** What the environment's `random()` returns. Default 0. */
  readonly random?: number;
}

/** Makes what one test needs. */
export type SetUpStore = (setUp?: StoreSetUp) => StoreUnderTest;

/** Binds a store's constructor to simulated ports. */
export function storeSetUp(create: CreateStoreUnderTest): SetUpStore {
  return ({ lifetimeMs, random = 0 } = {}) => {
    const clock = createSimulatedClock();
    const environment = createSimulatedEnvironment({ random });
    const session = createFakeSession({ clock, initial: { username: 'ada' } });
    const provider = createMockProvider({
      clock,
      identity: { getEpoch: () => session.getSnapshot().epoch, subscribe: session.subscribe, start: session.start },
      ...(lifetimeMs === undefined ? {} : { lifetimeMs }),
    });
    return { store: create({ provider, clock, environment }), provider, session, clock, environment };
  };
}
