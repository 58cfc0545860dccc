'use client';

import {
  callAwsQuery,
  createSignedFetch,
  CredentialsError,
  resolveClientConfig,
  systemClock,
  systemEnvironment,
  type Clock,
  type CredentialStore,
} from '@valetkey/core';
import { useMemo } from 'react';
import { useObservable } from '../observe/useObservable.ts';
import { whole } from '../observe/whole.ts';
import { useCredentialsContext } from '../provider/credentialsContext.ts';
import {
  createCallerIdentity,
  type CallerIdentity,
  type CallerIdentityFacts,
  type CallerIdentitySource,
} from './createCallerIdentity.ts';

/** What {@link useCallerIdentity} gives. */
export type CallerIdentityState = CallerIdentityFacts & {
  /** Asks again. Settles when the answer is there; never rejects: a failure is in `error`. */
  readonly refetch: () => Promise<void>;
};

/** What {@link useCallerIdentity} takes. */
export interface CallerIdentityOptions {
  /** What sends the request. Default: the page's own `fetch`. */
  readonly fetch?: typeof fetch;
}

/**
 * Who AWS takes the credentials around it for: account, ARN and user id, from STS. It asks once for each identity, however
 * many components ask and however often the credentials are refreshed, and needs no permission and no SDK client. Region and
 * endpoint are those an `STSClient` would have here.
 * @throws CredentialsError `PROVIDER_MISSING`; `INVALID_OPTION` without a region; `UNKNOWN_SERVICE`.
 */
export function useCallerIdentity(options: CallerIdentityOptions = {}): CallerIdentityState {
  const { credentials, clientLevels, clock } = useCredentialsContext();
  const { region, endpoint } = resolveClientConfig('STS', clientLevels);
  const { fetch } = options;
  if (typeof region !== 'string') {
    throw new CredentialsError('INVALID_OPTION', { detail: 'useCallerIdentity needs a region: clientDefaults={{ region }}.' });
  }
  const url = typeof endpoint === 'string' ? endpoint : stsEndpoint(region);
  const source = useMemo(
    () => callerIdentityOf(credentials, { region, endpoint: url, clock, fetch }),
    [credentials, region, url, clock, fetch],
  );
  const facts = useObservable<CallerIdentityFacts, CallerIdentityFacts>(source, whole);
  return useMemo(() => ({ ...facts, refetch: source.refetch }), [facts, source]);
}

interface AskingOptions {
  readonly region: string;
  readonly endpoint: string;
  readonly clock: Clock | undefined;
  readonly fetch: typeof fetch | undefined;
}

const sources = new WeakMap<CredentialStore, Map<string, CallerIdentitySource>>();

/** One for all components that ask the same endpoint about the same store. */
function callerIdentityOf(store: CredentialStore, options: AskingOptions): CallerIdentitySource {
  const ofStore = sources.get(store) ?? new Map<string, CallerIdentitySource>();
  sources.set(store, ofStore);
  const key = `${options.region} ${options.endpoint}`;
  const source = ofStore.get(key) ?? createCallerIdentity(store, () => askSts(store, options));
  ofStore.set(key, source);
  return source;
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
function askSts(store: CredentialStore, { region, endpoint, clock = systemClock, fetch = systemEnvironment.fetch }: AskingOptions): Promise<CallerIdentity> {
  const unsigned = { ...systemEnvironment, fetch };
  const signed = createSignedFetch({ service: 'sts', region, credentials: store.provider, clock, environment: unsigned });
  return callAwsQuery({
    endpoint,
    clock,
    environment: { ...unsigned, fetch: signed },
    parameters: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
    readAnswer: (read) => ({ account: read('Account'), arn: read('Arn'), userId: read('UserId') }),
    toError: ({ name, requestId }) => new CredentialsError('SERVICE_REFUSED', { detail: `STS says ${name}.`, requestId }),
  });
}

function stsEndpoint(region: string): string {
  return `https://sts.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/`;
}
