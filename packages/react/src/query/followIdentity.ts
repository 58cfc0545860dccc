import type { UseQueryOptions } from '@tanstack/react-query';
import { scopeOfKey } from './awsQueryKey.ts';
import type { AwsQueryScope, AwsQueryTarget } from './awsQueryTarget.ts';
import { mayRetry } from './mayRetry.ts';

/** How often a failed query is tried again unless told otherwise: TanStack Query's own default. */
export const DEFAULT_QUERY_RETRIES = 3;

type Retry = NonNullable<UseQueryOptions['retry']>;

/** The settings of a query in which the identity has a say. */
interface IdentitySettings<PlaceholderData> {
  readonly retry?: Retry | undefined;
  readonly placeholderData?: PlaceholderData | undefined;
}

/**
 * Makes a query's settings follow the identity: it waits until that is known, is not tried again where that cannot help, and
 * shows nothing in its place that somebody else saw.
 */
export function followIdentity<PlaceholderData>(
  { scope, ready }: Pick<AwsQueryTarget<unknown>, 'scope' | 'ready'>,
  { retry = DEFAULT_QUERY_RETRIES, placeholderData }: IdentitySettings<PlaceholderData>,
): {
  readonly enabled?: false;
  readonly placeholderData?: PlaceholderData;
  readonly retry: (failureCount: number, error: Error) => boolean;
} {
  return {
    ...(ready ? {} : { enabled: false }),
    ...(placeholderData === undefined ? {} : { placeholderData: ofSameIdentity(placeholderData, scope) }),
    retry(failureCount, error) {
      if (!mayRetry(error)) return false;
      if (typeof retry === 'function') return retry(failureCount, error);
      return typeof retry === 'number' ? failureCount < retry : retry;
    },
  };
}

/** Keeps `placeholderData: keepPreviousData` from showing what somebody else saw before. */
function ofSameIdentity<PlaceholderData>(placeholderData: PlaceholderData, scope: AwsQueryScope): PlaceholderData {
  if (typeof placeholderData !== 'function') return placeholderData;
  const choose = placeholderData as unknown as (data: unknown, query: PreviousQuery | undefined) => unknown;
  const guarded = (data: unknown, query: PreviousQuery | undefined): unknown => {
    const previous = scopeOfKey(query?.queryKey);
    const same =
      previous?.credentials === scope.credentials &&
      previous.epoch === scope.epoch &&
      previous.identityId === scope.identityId;
    return same ? choose(data, query) : choose(undefined, undefined);
  };
  return guarded as PlaceholderData;
}

interface PreviousQuery {
  readonly queryKey: readonly unknown[];
}
