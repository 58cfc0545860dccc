import { dehydrate, hydrate, type DehydratedState, type QueryClient } from '@tanstack/react-query';
import { awsDehydrateOptions } from '@valetkey/react/query';

/** Writes the query cache where the next load of the page finds it. */
export function persist(queryClient: QueryClient, storage: Storage): void {
  storage.setItem('queries', JSON.stringify(dehydrate(queryClient, awsDehydrateOptions)));
}

/** Brings it back. What is somebody else's is dropped as soon as it is known who is signed in. */
export function restore(queryClient: QueryClient, storage: Storage): void {
  const text = storage.getItem('queries');
  if (text !== null) hydrate(queryClient, JSON.parse(text) as DehydratedState);
}
