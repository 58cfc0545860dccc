'use client';

import {
  createSignedFetch,
  CredentialsError,
  resolveSignerConfig,
  systemEnvironment,
  type ClientConfigLevels,
  type Clock,
  type SignedFetch,
} from '@valetkey/core';
import { useMemo } from 'react';
import { useCredentialsContext } from '../provider/credentialsContext.ts';

/** What {@link useSignedFetch} takes beside the service. */
export interface SignedFetchSettings {
  /** Default: the provider's or scope's, `clientDefaults={{ region }}`. */
  readonly region?: string;
  /** What sends the signed request. Give the same function at every render. Default: the page's own `fetch`. */
  readonly fetch?: typeof fetch;
}

/**
 * A `fetch` that signs with the credentials around it, for whatever has no SDK client: an API behind API Gateway
 * (`'execute-api'`), AppSync (`'appsync'`), a Lambda function's URL (`'lambda'`), any endpoint that checks Signature
 * Version 4. A rejected key heals once; a request on its way is aborted when the signed-in identity changes. It is the same
 * function at every render; refreshing credentials changes nothing about it.
 *
 *     const signedFetch = useSignedFetch('execute-api');
 *     const response = await signedFetch('https://abc123.execute-api.eu-west-1.amazonaws.com/prod/albums');
 *
 * What it needs of the server's CORS rules, and how its promise rejects, is at `createSignedFetch`.
 * @param service - The name the service is signed with. A scope can name it: `<CredentialsScope services={['execute-api']}>`.
 * @throws CredentialsError `PROVIDER_MISSING`; `INVALID_OPTION` without a region.
 */
export function useSignedFetch(service: string, settings: SignedFetchSettings = {}): SignedFetch {
  const { clientLevels, clock } = useCredentialsContext();
  const { region, fetch } = settings;
  return useMemo(() => openSignedFetch(service, { region, fetch, clientLevels, clock }), [service, region, fetch, clientLevels, clock]);
}

function openSignedFetch(
  service: string,
  options: {
    readonly region: string | undefined;
    readonly fetch: typeof fetch | undefined;
    readonly clientLevels: ClientConfigLevels;
    readonly clock: Clock | undefined;
  },
): SignedFetch {
  const { clientLevels, clock, fetch } = options;
  const resolved = resolveSignerConfig(service, clientLevels);
  const { credentials } = resolved;
  const region: unknown = options.region ?? resolved.region;
  if (typeof region !== 'string' || region === '' || credentials === undefined) {
    throw new CredentialsError('INVALID_OPTION', { detail: `A signed request to "${service}" needs a region: pass it, or clientDefaults={{ region }}.` });
  }
  return createSignedFetch({
    service,
    region,
    credentials,
    ...(clock === undefined ? {} : { clock }),
    ...(fetch === undefined ? {} : { environment: { ...systemEnvironment, fetch } }),
  });
}
