import { useSyncExternalStore } from 'react';
import { parseRoute, type Route } from './route.ts';

/** Where the person is. */
export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, readHash));
}

/** Goes to an address. `replace` leaves no step to go back to. */
export function navigate(href: string, how?: { readonly replace: boolean }): void {
  if (how?.replace === true) window.location.replace(href);
  else window.location.assign(href);
}

function readHash(): string {
  return window.location.hash;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
