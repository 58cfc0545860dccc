import {
  CredentialsError,
  resolveClientConfig,
  type ClientConfigLevels,
  type ClientOptions,
  type CredentialStore,
  type ServiceOptions,
} from '@valetkey/core';
import { credentialsForAll } from './credentialsForAll.ts';

/**
 * The store that clients sign from around a scope: the one whose credentials it narrows.
 * @param levels - Those around the scope.
 * @param serviceIds - The services the scope is for; `undefined`: every service.
 * @throws CredentialsError `INVALID_OPTION` when these services sign with different credentials, `SCOPE_UNSUPPORTED` when
 * they sign with some that come from no store.
 */
export function storeToNarrow(levels: ClientConfigLevels, serviceIds: readonly string[] | undefined): CredentialStore {
  const signers = new Set(
    serviceIds === undefined
      ? [credentialsForAll(levels)]
      : serviceIds.map((serviceId) => resolveClientConfig(serviceId, levels).credentials),
  );
  const [signer, another] = signers;
  if (another !== undefined) {
    const detail = `${serviceIds?.join(' and ')} sign with different credentials here: give each a scope of its own.`;
    throw new CredentialsError('INVALID_OPTION', { detail });
  }
  if (signer?.store === undefined) {
    throw new CredentialsError('SCOPE_UNSUPPORTED', { detail: 'The credentials around the scope come from no credential store.' });
  }
  return signer.store;
}

/**
 * Refuses a policy for every service where one of them signs with credentials of its own, which the policy would not reach:
 * less privilege is what is asked for, so more must not be what is got.
 * @throws CredentialsError `INVALID_OPTION`.
 */
export function refuseUnreached({ services, scopeServices }: ClientConfigLevels): void {
  for (const [serviceId, options] of [services, scopeServices].flatMap(entriesOf)) {
    if (options.credentials === undefined) continue;
    const detail = `The policy would not reach ${serviceId}, which has credentials of its own here: name the services, services={['${serviceId}']}.`;
    throw new CredentialsError('INVALID_OPTION', { detail });
  }
}

function entriesOf(level: ServiceOptions | undefined): readonly (readonly [string, ClientOptions])[] {
  return Object.entries<ClientOptions>(level ?? {});
}
