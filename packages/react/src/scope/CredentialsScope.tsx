'use client';

import {
  checkServiceIds,
  CredentialsError,
  enterScope,
  type ClientConfigLevels,
  type CredentialStore,
  type ServiceOptions,
} from '@valetkey/core';
import { useEffect, useMemo, type ReactNode } from 'react';
import { CredentialsContext, useCredentialsContext, type CredentialsContextValue } from '../provider/credentialsContext.ts';
import { useStableOptions } from '../provider/useStableOptions.ts';
import { readScopeSource, type ScopeClientOptions, type ScopeReading, type ScopeSource } from './scopeSource.ts';
import { scopeStoreOf, type ScopeStore } from './scopeStoreOf.ts';
import { scopeStores } from './scopeStores.ts';
import { refuseUnreached, storeToNarrow } from './storeToNarrow.ts';

/** What a scope sets beside its credentials. */
export interface ScopeSettings {
  /**
   * A list, `['S3']`: the scope is for these services alone, by the SDK's service ids. A record,
   * `{ S3: { forcePathStyle: true } }`: client options per service; the scope is for every service. Default: every service.
   */
  readonly services?: readonly string[] | ServiceOptions;
  /** Options of the AWS clients of the services that the scope is for. */
  readonly clientDefaults?: ScopeClientOptions;
  readonly children?: ReactNode;
}

/** What {@link CredentialsScope} takes: where its credentials come from, and its settings. */
export type CredentialsScopeProps = ScopeSource & ScopeSettings;

/**
 * Sets other credentials for the components below it: another store (`credentials`), another way to obtain them
 * (`provider`), or less than those around it (`policy`, `policyArns`, `roleArn`), which AWS enforces. With `services` as a
 * list it does so for these services alone. Credentials are obtained once per scope, belong to the same signed-in person,
 * and end with the scope; those around it go on. Scopes nest: `policy` narrows what the clients around the scope sign with.
 *
 * A scope for every service is what `useCredentials` tells of below it. It ranks below the provider's `services`; one that
 * names services ranks above them. `useClientConfig` shows what comes of it.
 * @throws CredentialsError `PROVIDER_MISSING`; `INVALID_OPTION` when props exclude each other, or when a policy for every
 * service would not reach one that has credentials of its own; `SCOPE_UNSUPPORTED` when the credentials around it cannot
 * be narrowed; what the provider says of the policy or role.
 */
export function CredentialsScope(props: CredentialsScopeProps): ReactNode {
  const around = useCredentialsContext();
  // Policies and options may be written inline: what is equal by content is the same scope.
  const reading = useStableOptions(readScopeSource(props));
  const services = useStableOptions(props.services);
  const clientDefaults = useStableOptions(props.clientDefaults);
  const { value, made } = useMemo(
    () => openScope(around, { reading, services, clientDefaults }),
    [around, reading, services, clientDefaults],
  );
  const { credentials } = reading;

  useEffect(() => credentials?.start(), [credentials]);
  useEffect(() => made?.hold(), [made]);

  return <CredentialsContext.Provider value={value}>{props.children}</CredentialsContext.Provider>;
}

interface OpenScope {
  readonly value: CredentialsContextValue;
  /** The store that is the scope's own to start and stop. */
  readonly made: ScopeStore | undefined;
}

function openScope(
  around: CredentialsContextValue,
  options: {
    readonly reading: ScopeReading;
    readonly services: ScopeSettings['services'] | undefined;
    readonly clientDefaults: ScopeClientOptions | undefined;
  },
): OpenScope {
  const { reading, services, clientDefaults } = options;
  const serviceIds = isList(services) ? services : undefined;
  const perService = isList(services) ? undefined : services;
  checkNames(serviceIds, perService);
  const { clientLevels } = around;
  const made = makeStore(around.credentials, clientLevels, reading, serviceIds);
  const store = reading.credentials ?? made?.store;
  if (store !== undefined) scopeStores.add(store);
  const clientScope = {
    serviceIds,
    options: { ...clientDefaults, ...(store === undefined ? {} : { credentials: store.provider }) },
    services: perService,
  };
  return {
    value: {
      ...around,
      credentials: serviceIds === undefined && store !== undefined ? store : around.credentials,
      clientLevels: enterScope(clientLevels, clientScope),
    },
    made,
  };
}

function makeStore(
  around: CredentialStore,
  levels: ClientConfigLevels,
  { provider, narrowed }: ScopeReading,
  serviceIds: readonly string[] | undefined,
): ScopeStore | undefined {
  if (provider !== undefined) return scopeStoreOf(around, provider);
  if (narrowed === undefined) return undefined;
  const givesLess = narrowed.policy !== undefined || narrowed.policyArns !== undefined;
  if (givesLess && serviceIds === undefined) refuseUnreached(levels);
  return scopeStoreOf(storeToNarrow(levels, serviceIds), narrowed);
}

function checkNames(serviceIds: readonly string[] | undefined, perService: ServiceOptions | undefined): void {
  if (serviceIds?.length === 0) {
    throw new CredentialsError('INVALID_OPTION', { detail: 'services of a scope is empty: it would be for nothing.' });
  }
  checkServiceIds(Object.fromEntries((serviceIds ?? []).map((id) => [id, {}])));
  checkServiceIds(perService);
}

function isList(services: ScopeSettings['services'] | undefined): services is readonly string[] {
  return Array.isArray(services);
}
