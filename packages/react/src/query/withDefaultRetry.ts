import type { QueryClient, UseQueryOptions } from '@tanstack/react-query';

/** Settings of a query with the query client's own default for `retry` where they name none. */
export function withDefaultRetry<Settings extends { readonly retry?: UseQueryOptions['retry'] }>(
  settings: Settings,
  queryClient: QueryClient,
): Settings {
  const retry = settings.retry ?? queryClient.getDefaultOptions().queries?.retry;
  return retry === undefined ? settings : { ...settings, retry };
}
