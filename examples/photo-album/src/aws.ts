import { createUserPoolSession } from '@valetkey/cognito';
import {
  createCredentialStore,
  createEncryptedStorage,
  createMemoryStorage,
  createRememberingStorage,
  createSessionStorage,
  shareCredentials,
  type ClientOptions,
  type CredentialStore,
  type RememberChoice,
  type Session,
  type StoragePort,
} from '@valetkey/core';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';

declare global {
  /** What `.env` and `.env.local` hold. None of it is secret: all of it reaches the browser. */
  interface ImportMetaEnv {
    /** URL of an emulator that runs elsewhere; empty for AWS itself. */
    readonly VITE_VALETKEY_ENDPOINT?: string;
    /** URL of the emulator that the dev server started. */
    readonly VITE_VALETKEY_EMULATOR_URL?: string;
    readonly VITE_AWS_REGION: string;
    readonly VITE_USER_POOL_ID: string;
    readonly VITE_USER_POOL_CLIENT_ID: string;
    readonly VITE_IDENTITY_POOL_ID: string;
    readonly VITE_PHOTO_BUCKET: string;
    readonly VITE_CAPTION_TABLE: string;
    readonly VITE_GUESTS: 'on' | 'off';
  }
}

const env: ImportMetaEnv = import.meta.env;
const endpoint = env.VITE_VALETKEY_ENDPOINT ?? env.VITE_VALETKEY_EMULATOR_URL;
const emulator = endpoint === undefined || endpoint === '' ? {} : { endpoint };

/** The bucket that holds the photos: `public/ALBUM/PHOTO` and `users/IDENTITY/ALBUM/PHOTO`. */
export const photoBucket: string = env.VITE_PHOTO_BUCKET;

/** The table that holds the captions: one partition an identity, one item a photo. */
export const captionTable: string = env.VITE_CAPTION_TABLE;

/** Whether people may look at the public albums without signing in. */
export const guestsWelcome: boolean = env.VITE_GUESTS !== 'off';

const device = createEncryptedStorage();
const tab = createSessionStorage();

/** Tokens: on this device for people who ask for it, else in this tab until it is closed. */
export const remember: StoragePort & RememberChoice = createRememberingStorage({ remembered: device, otherwise: tab });

/** Who is signed in. */
export const session: Session = createUserPoolSession({
  userPoolId: env.VITE_USER_POOL_ID,
  userPoolClientId: env.VITE_USER_POOL_CLIENT_ID,
  storage: remember,
  ...emulator,
});

const identityPool = fromCognitoIdentityPool({
  identityPoolId: env.VITE_IDENTITY_POOL_ID,
  logins: session,
  guest: guestsWelcome,
  storage: createRememberingStorage({ remembered: device, otherwise: tab, choice: remember }),
  ...emulator,
});

/**
 * Temporary AWS credentials: a guest's, then those of the person who signs in. All tabs of people whom the device remembers
 * share them, encrypted; nobody else's leave the page's memory.
 */
export const credentials: CredentialStore = createCredentialStore({
  provider: shareCredentials(identityPool, {
    session,
    storage: createRememberingStorage({ remembered: device, otherwise: createMemoryStorage(), choice: remember }),
  }),
});

/** For every client. */
export const clientDefaults: ClientOptions = { region: env.VITE_AWS_REGION, ...emulator };

/** Per service. */
export const services: Readonly<Record<string, ClientOptions>> = {
  S3: {
    // Chromium cannot send a Blob with the trailing checksum that S3 clients add by default.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    // The emulator has one host for all buckets.
    forcePathStyle: 'endpoint' in emulator,
  },
};
