'use client';

import {
  checkServiceIds,
  CredentialsError,
  type ClientOptions,
  type Clock,
  type CredentialStore,
  type ServiceOptions,
  type Session,
} from '@valetkey/core';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { createLifetime } from './createLifetime.ts';
import { CredentialsContext } from './credentialsContext.ts';
import { useStableOptions } from './useStableOptions.ts';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** What {@link CredentialsProvider} takes. */
export interface CredentialsProviderProps {
  /** Where credentials come from, made once with `createCredentialStore` outside components. */
  readonly credentials: CredentialStore;
  /** Who is signed in, e.g. from `createUserPoolSession`. Leave it out when nobody signs in. */
  readonly session?: Session;
  /** Options of every AWS client below, e.g. `{ region: 'eu-west-1' }`. */
  readonly clientDefaults?: ClientOptions;
  /** Options per service, by the SDK's service id: `{ S3: { forcePathStyle: true } }`. They win over `clientDefaults`. */
  readonly services?: ServiceOptions;
  /** Times how long unused clients are kept. Default: the system's clock. */
  readonly clock?: Clock;
  readonly children?: ReactNode;
}

/**
 * Sets the session, the credentials and the AWS client options for all components below it. It starts both when mounted
 * and stops them when unmounted; on a server it does nothing but render. An inner provider replaces an outer one.
 * @throws CredentialsError In development: `INVALID_OPTION` without a store, `UNKNOWN_SERVICE` when a key of `services`
 * cannot be right. A key that misspells the service of a client in use is found when the client is made, also in production.
 */
export function CredentialsProvider(props: CredentialsProviderProps): ReactNode {
  const { credentials, session, clock } = props;
  const clientDefaults = useStableOptions(props.clientDefaults);
  const services = useStableOptions(props.services);
  const [lifetime] = useState(createLifetime);
  const value = useMemo(() => {
    if (process.env.NODE_ENV !== 'production') checkSetUp(credentials, services);
    const clientLevels = { services, defaults: clientDefaults, credentials: credentials.provider };
    return { credentials, session, clientLevels, lifetime, clock };
  }, [credentials, session, services, clientDefaults, lifetime, clock]);

  // The session first: whoever has no stored one is known to be signed out before credentials are asked for.
  useEffect(() => session?.start(), [session]);
  useEffect(() => credentials.start(), [credentials]);
  useEffect(() => lifetime.start(), [lifetime]);

  return <CredentialsContext.Provider value={value}>{props.children}</CredentialsContext.Provider>;
}

/** Finds mistakes in the set-up before anything runs. In development only: a set-up that worked there works. */
function checkSetUp(credentials: CredentialStore, services: ServiceOptions | undefined): void {
  if (typeof credentials?.getCredentials !== 'function') {
    throw new CredentialsError('INVALID_OPTION', { detail: 'credentials is no credential store: give createCredentialStore({ provider }).' });
  }
  checkServiceIds(services);
}
