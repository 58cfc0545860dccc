'use client';

import type { SessionSnapshot, User } from '@valetkey/core';
import { useSession } from './useSession.ts';

/**
 * The signed-in person, or `undefined` when nobody is signed in or it is not known yet.
 * @throws CredentialsError `PROVIDER_MISSING`.
 */
export function useUser(): User | undefined {
  return useSession(userOf);
}

function userOf(session: SessionSnapshot): User | undefined {
  return session.status === 'signed-in' ? session.user : undefined;
}
