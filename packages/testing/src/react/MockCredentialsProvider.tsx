'use client';

import { CredentialsProvider, type CredentialsProviderProps } from '@valetkey/react';
import { useMemo, type ReactNode } from 'react';
import { createMockApp, type MockSituation } from './createMockApp.ts';

/** What {@link MockCredentialsProvider} takes: a situation, and what its components need of a real provider. */
export interface MockCredentialsProviderProps
  extends MockSituation,
    Pick<CredentialsProviderProps, 'clientDefaults' | 'services' | 'children'> {}

/**
 * Stands in for `CredentialsProvider` in tests and stories of components: who is signed in and how credentials stand is
 * what its props say, at once, with no network. Rendering it with other props changes that under the same components.
 * Signing out in a component does sign out; signing in takes any password.
 */
export function MockCredentialsProvider(props: MockCredentialsProviderProps): ReactNode {
  const { status, identity, identityId, expiresInMs, errorCode, ...passedOn } = props;
  // By content: a literal in JSX is a new object at each rendering, and must not start a new session.
  const situation = JSON.stringify({ status, identity, identityId, expiresInMs, errorCode });
  const app = useMemo(() => createMockApp(JSON.parse(situation) as MockSituation), [situation]);
  return <CredentialsProvider {...passedOn} credentials={app.credentials} session={app.session} />;
}
