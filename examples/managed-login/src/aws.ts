import { createManagedLoginSession, type ManagedLoginSession } from '@valetkey/cognito/managed-login';
import { createCredentialStore, createSessionStorage, type CredentialStore } from '@valetkey/core';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';

declare global {
  /** What `.env` and `.env.local` hold. None of it is secret: all of it reaches the browser. */
  interface ImportMetaEnv {
    /** URL of an emulator that runs elsewhere; empty for AWS itself. */
    readonly VITE_VALETKEY_ENDPOINT?: string;
    /** URL of the emulator that the dev server started. */
    readonly VITE_VALETKEY_EMULATOR_URL?: string;
    /** Where the sign-in pages are, on AWS. */
    readonly VITE_SIGN_IN_DOMAIN?: string;
    /** The path that people come back to. */
    readonly VITE_CALLBACK: string;
  }
}

const env: ImportMetaEnv = import.meta.env;
const endpoint = env.VITE_VALETKEY_ENDPOINT ?? env.VITE_VALETKEY_EMULATOR_URL ?? '';
const emulator = endpoint === '' ? {} : { endpoint };
const addressOf = (path: string): string => new URL(path, location.origin).href;

/** Who is signed in: in this tab, until it is closed. */
export const session: ManagedLoginSession = createManagedLoginSession({
  userPoolId: env.VITE_USER_POOL_ID,
  userPoolClientId: env.VITE_USER_POOL_CLIENT_ID,
  // The emulator has its sign-in pages where it has everything else.
  domain: endpoint === '' ? (env.VITE_SIGN_IN_DOMAIN ?? '') : endpoint,
  redirectUri: addressOf(env.VITE_CALLBACK),
  logoutUri: addressOf('/'),
  storage: createSessionStorage(),
  ...emulator,
});

// Whoever comes back from the sign-in page has a code in the address. Before anything else reads it or tells it to others, it
// is gone, and the address is the one that the person had left.
void session.completeSignIn();

/** Temporary AWS credentials: a guest's, then those of the person who signs in. */
export const credentials: CredentialStore = createCredentialStore({
  provider: fromCognitoIdentityPool({ identityPoolId: env.VITE_IDENTITY_POOL_ID, logins: session, guest: true, ...emulator }),
});
