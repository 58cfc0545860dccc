import { S3Client } from '@aws-sdk/client-s3';
import { fromCognitoIdentityPool as fromSdk } from '@aws-sdk/credential-providers';
import { createUserPoolSession } from '@valetkey/cognito';
import { createClientCache, createCredentialStore, systemEnvironment, type Session } from '@valetkey/core';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';
import { emulatorDefaults } from '@valetkey/emulator';
import type { BenchIssuer } from './createBenchIssuer.ts';

/** One way to give S3 clients credentials of an identity pool. */
export interface NaiveUse {
  /** Makes another client. Each has options of its own, so that none is shared. */
  readonly createClient: () => S3Client;
}

/** Who the credentials are for: a guest, or whoever is signed in. */
export type NaivePerson = 'guest' | Session;

const { region, identityPoolId, userPoolId, userPoolClientId } = emulatorDefaults;

/** The SDK's own provider, one for all clients. */
export function withSdk({ requestHandler }: BenchIssuer, person: NaivePerson = 'guest'): NaiveUse {
  const idToken = async (): Promise<string> => (person === 'guest' ? '' : (await person.getTokens()).idToken);
  const credentials = fromSdk({
    identityPoolId,
    // Its own is the process's: the guest of one AWS would be asked for at the next, and refused.
    cache: createCache(),
    ...(person === 'guest' ? {} : { logins: { [`cognito-idp.${region}.amazonaws.com/${userPoolId}`]: idToken } }),
    clientConfig: { region, requestHandler, maxAttempts: 1 },
  });
  return { createClient: () => new S3Client({ region, forcePathStyle: true, credentials, requestHandler }) };
}

/** Where the SDK keeps identity ids. */
function createCache(): { getItem: (key: string) => string | null; setItem: (key: string, value: string) => void; removeItem: (key: string) => void } {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

/** A store, one for all clients. */
export function withStore(issuer: BenchIssuer, person: NaivePerson = 'guest'): NaiveUse {
  const environment = { ...systemEnvironment, isServer: false, fetch: issuer.fetch };
  const provider = fromCognitoIdentityPool({ identityPoolId, ...(person === 'guest' ? { guest: true } : { logins: person }), environment });
  const store = createCredentialStore({ provider, environment });
  const clients = createClientCache();
  let made = 0;
  return {
    createClient: () =>
      clients.get(S3Client, {
        defaults: { region, forcePathStyle: true, credentials: store.provider, requestHandler: issuer.requestHandler },
        own: { customUserAgent: `client/${(made += 1)}` },
      }),
  };
}

/** A session nobody is signed in to yet. */
export function createBenchSession({ fetch }: BenchIssuer): Session {
  return createUserPoolSession({ userPoolId, userPoolClientId, authFlow: 'password', environment: { ...systemEnvironment, isServer: false, fetch } });
}
