'use client';

import { CredentialsError, type Session } from '@valetkey/core';
import { useCredentialsContext } from './credentialsContext.ts';

/**
 * The session of the nearest provider.
 * @throws CredentialsError `PROVIDER_MISSING`, `SESSION_MISSING`.
 */
export function useRequiredSession(): Session {
  const { session } = useCredentialsContext();
  if (session === undefined) throw new CredentialsError('SESSION_MISSING');
  return session;
}
