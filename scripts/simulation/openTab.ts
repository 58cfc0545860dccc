import { createSignInOnlySession } from '@valetkey/cognito';
import {
  createCredentialStore,
  createEncryptedStorage,
  shareCredentials,
  type CredentialStore,
  type Environment,
  type Session,
} from '@valetkey/core';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';
import type { Browser } from './browser/createBrowser.ts';
import type { Issuer } from './createIssuer.ts';
import type { Random } from './createRandom.ts';
import type { Page, World } from './createWorld.ts';

/** Where the session lies. */
export const SESSION_SLOT = 'valetkey:v1:eu-west-1_Simulated:client:session';

/** Where credentials lie that tabs share. */
export const CREDENTIALS_SLOT = 'valetkey:v1:credentials:cognito-identity-pool';

/** One tab of an app: the whole engine, as production runs it. */
export interface Tab {
  readonly page: Page;
  readonly session: Session;
  readonly credentials: CredentialStore;
  /** Whether its storage has failed it, so that it goes on in memory, alone. */
  readonly isAlone: () => boolean;
  readonly isVisible: () => boolean;
  /** A page that is shown wakes. */
  readonly setVisible: (visible: boolean) => void;
  readonly stop: () => void;
}

/** What a tab is opened in. */
export interface TabSurroundings {
  readonly world: World;
  readonly browser: Browser;
  readonly issuer: Issuer;
  readonly random: Random;
  /** Whether tabs share AWS credentials. */
  readonly isSharing: boolean;
}

/** Opens a page and starts what an app starts in it. */
export function openTab({ world, browser, issuer, random, isSharing }: TabSurroundings): Tab {
  const page = world.openPage();
  const { clock } = page;
  const wakers = new Set<() => void>();
  let visible = true;
  const environment: Environment = {
    isServer: false,
    crypto: globalThis.crypto,
    fetch: issuer.fetchFor(page),
    isVisible: () => visible,
    onWake(listener) {
      wakers.add(listener);
      return () => wakers.delete(listener);
    },
    random: random.next,
  };
  const storage = createEncryptedStorage({ clock, environment: browser.openEnvironment(page) });
  const session = createSignInOnlySession({
    userPoolId: 'eu-west-1_Simulated',
    userPoolClientId: 'client',
    // The password is sent, so that no schedule spends its time on SRP.
    authFlow: 'password',
    storage,
    clock,
    environment,
  });
  const pool = fromCognitoIdentityPool({
    identityPoolId: 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef',
    logins: session,
    clock,
    environment,
  });
  const provider = isSharing ? shareCredentials(pool, { storage, session, clock }) : pool;
  const credentials = createCredentialStore({ provider, clock, environment });
  const stops = [session.start(), credentials.start()];
  return {
    page,
    session,
    credentials,
    isAlone: () => storage.failure?.getSnapshot() !== undefined,
    isVisible: () => visible,
    setVisible(next) {
      visible = next;
      if (visible) for (const wake of Array.from(wakers)) wake();
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}
