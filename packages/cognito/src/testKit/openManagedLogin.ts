import type { StoragePort } from '@valetkey/core';
import { createEmulator, createEmulatorClock, emulatorDefaults, type Emulator } from '@valetkey/emulator';
import { createInPageFetch } from '@valetkey/emulator/in-page';
import {
  createSimulatedClock,
  createSimulatedEnvironment,
  type SimulatedClock,
  type SimulatedEnvironment,
} from '@valetkey/testing';
import { createManagedLoginSession, type ManagedLoginSession } from '../managedLogin/createManagedLoginSession.ts';
import type { ManagedLoginSessionOptions } from '../managedLogin/managedLoginSessionOptions.ts';
import { createSimulatedTab, type SimulatedTab } from './createSimulatedTab.ts';
import { visitSignInPages, type PageVisitor } from './visitSignInPages.ts';
import { preparedState } from './preparedState.ts';

/** An app whose people sign in at the pages of an emulator. */
export interface ManagedLoginApp {
  readonly emulator: Emulator;
  readonly clock: SimulatedClock;
  readonly environment: SimulatedEnvironment;
  /** Loads the app in a tab: a page of its own, over what the tab keeps. */
  readonly load: (tab: SimulatedTab, options?: Partial<ManagedLoginSessionOptions>) => ManagedLoginSession;
  /** Sends the person of a tab to the pages and follows them back, without loading what is there. */
  readonly visit: (tab: SimulatedTab, session: ManagedLoginSession, how?: Visit) => Promise<string>;
  /** How often tokens were asked for. */
  readonly tokenCalls: () => number;
}

/** What somebody does at the pages. */
export interface Visit extends NonNullable<Parameters<ManagedLoginSession['signInWithRedirect']>[0]> {
  readonly visitor?: PageVisitor | 'cancel';
}

/** Where the app is. */
export const appUrl = 'http://localhost:5173/';
/** Where people come back to. */
export const callbackUrl = `${appUrl}callback`;
/** Where the sign-in pages are. */
export const pagesUrl = 'http://127.0.0.1:4577';

/** Makes an app and a service that nobody has used. */
export async function openManagedLogin(storage?: StoragePort): Promise<ManagedLoginApp> {
  const clock = createSimulatedClock();
  const emulator = createEmulator({ state: await preparedState(), clock: createEmulatorClock(clock.now) });
  const environment = createSimulatedEnvironment({ fetch: createInPageFetch(emulator), clock });
  const { userPoolId, userPoolClientId, user } = emulatorDefaults;
  return {
    emulator,
    clock,
    environment,
    load: ({ page }, options) =>
      createManagedLoginSession({
        userPoolId,
        userPoolClientId,
        domain: pagesUrl,
        redirectUri: callbackUrl,
        clock,
        environment,
        page,
        ...(storage && { storage }),
        ...options,
      }),
    async visit(tab, session, { visitor = user, ...how } = {}) {
      const went = tab.waitUntilLeft();
      const leaving = session.signInWithRedirect(how);
      const back = await visitSignInPages(emulator, await went, visitor);
      if (back === undefined) throw new Error('The sign-in page has let nobody back.');
      tab.show();
      await leaving;
      return back;
    },
    tokenCalls: () => emulator.calls.count('ManagedLogin.Token'),
  };
}

/** Opens a tab of the app. */
export function openTab(): SimulatedTab {
  return createSimulatedTab(appUrl);
}
