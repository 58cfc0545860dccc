'use client';

import { useLayoutEffect, useRef } from 'react';
import type { Route } from './route.ts';

/**
 * Enters a flow in the middle when the route says so: has a code sent for the account, once.
 * @returns Whether the route says so.
 */
export function useResume(route: Route, resume: (username: string) => Promise<void>): boolean {
  const { username, resume: wanted = false } = route;
  const resumedRoute = useRef<Route>(undefined);
  useLayoutEffect(() => {
    // StrictMode runs this twice, and a person should not get two codes.
    if (!wanted || username === undefined || resumedRoute.current === route) return;
    resumedRoute.current = route;
    void resume(username);
  }, [wanted, username, route, resume]);
  return wanted;
}
