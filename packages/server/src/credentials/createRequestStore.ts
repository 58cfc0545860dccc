import {
  createCredentialStore,
  CredentialsError,
  systemEnvironment,
  type Clock,
  type CredentialProvider,
  type CredentialStore,
  type Environment,
} from '@valetkey/core';

/** What {@link createRequestStore} takes. */
export interface RequestStoreOptions {
  /** Where this request's credentials come from: a provider made for it, with the tokens that came with it. */
  readonly provider: CredentialProvider;
  /** The request's own signal, e.g. `request.signal`. Once it is aborted nothing is obtained or given out any more. */
  readonly signal?: AbortSignal;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Default: the process's. */
  readonly environment?: Environment;
}

/**
 * Creates the credential store of one request to a server: whatever the request asks for costs one acquisition, and ends
 * with it. It sets no timer and listens to nothing, so dropping it is enough. A person's store that was made when a module
 * was loaded refuses to work on a server (`SHARED_ON_SERVER`): it would give one visitor's credentials to the next.
 *
 * It accepts temporary credentials only. Its promises reject as the provider's, and with `ABORTED` after the request.
 * @throws CredentialsError In development: `INVALID_OPTION` when `provider` is no function.
 */
export function createRequestStore(options: RequestStoreOptions): CredentialStore {
  const { provider, signal, clock, environment = systemEnvironment } = options;
  const forThisRequest: CredentialProvider = async (asked) => {
    if (signal?.aborted) throw new CredentialsError('ABORTED', { detail: 'The request has ended.' });
    return provider(asked);
  };
  const store = createCredentialStore({
    // With what the provider says of itself.
    provider: Object.assign(forThisRequest, provider),
    // A request is like a page: it serves one person, and then it is gone.
    environment: { ...environment, isServer: false },
    ...(clock === undefined ? {} : { clock }),
  });
  signal?.addEventListener('abort', store.clear);
  return store;
}
