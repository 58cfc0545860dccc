import type { Session, StoragePort } from '@valetkey/core';
import { createEmulator, createEmulatorClock, emulatorDefaults, type Emulator } from '@valetkey/emulator';
import { createInPageFetch } from '@valetkey/emulator/in-page';
import {
  createSimulatedClock,
  createSimulatedEnvironment,
  type SimulatedClock,
  type SimulatedEnvironment,
} from '@valetkey/testing';
import { createAdoptingStorage, type AdoptingStorageOptions } from '../adoption/createAdoptingStorage.ts';
import { createUserPoolSession } from '../createUserPoolSession.ts';
import { createOrigin, type Origin } from './createOrigin.ts';
import { preparedState } from './preparedState.ts';

/** Somebody who can sign in. */
interface Person {
  readonly email: string;
  readonly password: string;
}

/** Tokens, as a service has issued them. */
export interface IssuedTokens {
  readonly idToken: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** A device on which an app has moved to this package, and the service it talks to. */
export interface Device extends Origin {
  readonly emulator: Emulator;
  readonly clock: SimulatedClock;
  readonly environment: SimulatedEnvironment;
  readonly userPoolClientId: string;
  /** Operations asked so far, oldest first. */
  readonly calls: () => readonly string[];
  /** Loads the app in a tab. */
  readonly openTab: (options?: Partial<AdoptingStorageOptions>) => Session;
  /** Signs somebody in elsewhere, for tokens. */
  readonly issueTokens: (person?: Person) => Promise<IssuedTokens>;
  /** Signs somebody in, in a tab. */
  readonly signIn: (session: Session, person?: Person) => Promise<void>;
}

/** Makes a device that nobody has used. */
export async function openDevice({ rotation = false } = {}): Promise<Device> {
  const clock = createSimulatedClock();
  const emulator = createEmulator({ state: await preparedState(), clock: createEmulatorClock(clock.now) });
  const environment = createSimulatedEnvironment({ fetch: createInPageFetch(emulator), clock });
  const origin = createOrigin(clock);
  const { userPoolId, user } = emulatorDefaults;
  const userPoolClientId = rotation ? emulatorDefaults.rotatingUserPoolClientId : emulatorDefaults.userPoolClientId;

  const createSession = (storage?: StoragePort): Session =>
    createUserPoolSession({ userPoolId, userPoolClientId, clock, environment, ...(storage && { storage }) });

  async function signIn(session: Session, { email, password }: Person = user): Promise<void> {
    const { step } = session.signIn.getSnapshot();
    if (step.kind !== 'password') throw new Error(`The sign-in is on ${step.kind}.`);
    await step.submit({ username: email, password });
  }

  return {
    ...origin,
    emulator,
    clock,
    environment,
    userPoolClientId,
    calls: () => emulator.calls.all().map(({ operation }) => operation),
    openTab: (options) =>
      createSession(createAdoptingStorage({ storage: origin.openPage(), from: () => origin.localStorage, ...options })),
    async issueTokens(person) {
      const elsewhere = createSession();
      await signIn(elsewhere, person);
      const { idToken, accessToken, refreshToken = '' } = await elsewhere.getTokens();
      emulator.calls.clear();
      return { idToken, accessToken, refreshToken };
    },
    signIn,
  };
}
