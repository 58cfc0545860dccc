import { systemClock, type Clock } from '../clock.ts';
import type { AwsCredentials } from '../credentials/awsCredentials.ts';
import { checkCredentials } from '../credentials/checkCredentials.ts';
import type { AwsCredentialProvider, CredentialStore } from '../credentials/credentialStore.ts';
import { systemEnvironment } from '../environment.ts';
import { CredentialsError } from '../errors/credentialsError.ts';
import { once } from '../once.ts';
import type { AwsClient, AwsClientClass, ClientOptions } from './awsClient.ts';
import { createConfigKey } from './configKey.ts';
import { constructClient } from './constructClient.ts';
import { recoverRejectedKey } from './recoverRejectedKey.ts';
import { resolveClientConfig, type ClientConfigLevels } from './resolveClientConfig.ts';
import { serviceIdOf } from './serviceIdOf.ts';

/** How long a client nobody uses is kept, in ms: StrictMode and remounts come back well within it. */
export const CLIENT_LINGER_MS = 1_000;

/** Clients shared by everybody who asks for the same class with the same options. */
export interface ClientCache {
  /**
   * The client of this class with these options, made on first need. It is destroyed if nobody retains it within
   * {@link CLIENT_LINGER_MS}; where nobody ever retains one (rendering on a server) no timer is set.
   * @throws CredentialsError `UNKNOWN_SERVICE`; in a browser `LONG_LIVED_KEYS`, where keys are given in place of a provider.
   */
  readonly get: <Client extends AwsClient>(clientClass: AwsClientClass<Client>, levels: ClientConfigLevels) => Client;
  /** Keeps a client alive, or takes a destroyed one back into use, until the returned function is called. */
  readonly retain: (client: AwsClient) => () => void;
  /** The store that a client of this cache signs from; `undefined` when its credentials come from no store. */
  readonly storeOf: (client: AwsClient) => CredentialStore | undefined;
}

interface Entry {
  readonly key: string;
  readonly client: AwsClient;
  readonly store: CredentialStore | undefined;
  users: number;
  cancelLinger?: () => void;
}

/** Creates an empty cache. One belongs to each `CredentialsProvider`. */
export function createClientCache(options: { readonly clock?: Clock } = {}): ClientCache {
  const clock = options.clock ?? systemClock;
  const configKey = createConfigKey();
  const entries = new Map<string, Entry>();
  const entryOf = new WeakMap<AwsClient, Entry>();
  let everRetained = false;

  function linger(entry: Entry): void {
    if (!everRetained) return;
    entry.cancelLinger?.();
    entry.cancelLinger = clock.setTimer(() => {
      if (entries.get(entry.key) === entry) entries.delete(entry.key);
      entry.client.destroy();
    }, CLIENT_LINGER_MS);
  }

  return {
    get<Client extends AwsClient>(clientClass: AwsClientClass<Client>, levels: ClientConfigLevels): Client {
      const config = resolveClientConfig(serviceIdOf(clientClass), levels);
      // A new epoch is a new client: one made for somebody else must not sign for the person who came after.
      const store = config.credentials?.store;
      const key = configKey({ clientClass, epoch: store?.getSnapshot().epoch, config });
      let entry = entries.get(key);
      if (entry === undefined) {
        entry = { key, client: createClient(clientClass, config, store), store, users: 0 };
        entries.set(key, entry);
        entryOf.set(entry.client, entry);
        linger(entry);
      }
      return entry.client as Client;
    },
    retain(client) {
      const entry = entryOf.get(client);
      if (entry === undefined) return () => undefined;
      entry.users += 1;
      // From the first user on, somebody is there to notice what is not used.
      if (!everRetained) {
        everRetained = true;
        entries.forEach(linger);
      }
      entry.cancelLinger?.();
      // A hidden subtree that is shown again still holds its client; destroying it only closed connections.
      if (!entries.has(entry.key)) entries.set(entry.key, entry);
      return once(() => {
        entry.users -= 1;
        if (entry.users === 0) linger(entry);
      });
    },
    storeOf: (client) => entryOf.get(client)?.store,
  };
}

function createClient<Client extends AwsClient>(
  clientClass: AwsClientClass<Client>,
  config: ClientOptions,
  store: CredentialStore | undefined,
): Client {
  if (store === undefined) {
    // Written down where a store's provider belongs: what a store refuses is refused here as well.
    const { credentials: keys } = config as { readonly credentials?: unknown };
    if (typeof keys === 'object') checkCredentials(keys as AwsCredentials, -Infinity, systemEnvironment.isServer);
    return constructClient(clientClass, config);
  }
  let offsetMs = 0;
  const credentials = bindToEpoch(store, () => {
    // Clients are made before the first answer tells the server's time. What one has learnt by itself since stays.
    if (offsetMs === store.getClockOffsetMs()) return;
    offsetMs = store.getClockOffsetMs();
    Object.assign(client.config, { systemClockOffset: offsetMs });
  });
  const client = constructClient(clientClass, { ...config, credentials });
  recoverRejectedKey(client.middlewareStack, store);
  return client;
}

/**
 * A provider that stops signing when the identity it was made for is gone.
 * @param beforeSigning - Called each time it has credentials to give.
 */
function bindToEpoch(store: CredentialStore, beforeSigning: () => void): AwsCredentialProvider {
  const { epoch } = store.getSnapshot();
  const bound: AwsCredentialProvider = async (how) => {
    const credentials = await store.getCredentials(how);
    if (store.getSnapshot().epoch !== epoch) throw new CredentialsError('ABORTED');
    beforeSigning();
    return credentials;
  };
  bound.memoized = true;
  return bound;
}
