'use client';

import type { SignOutOptions } from '@valetkey/core';
import { useCallback, useState } from 'react';
import { useRequiredSession } from '../provider/useRequiredSession.ts';

/** What {@link useSignOut} gives. */
export interface SignOut {
  /** Signs out here at once, offline too, then tells the service. Never rejects: what is signed out here stays so. */
  readonly signOut: (options?: SignOutOptions) => Promise<void>;
  /** True until the service has been told. */
  readonly pending: boolean;
}

/**
 * Signs the person out.
 * @throws CredentialsError `PROVIDER_MISSING`, `SESSION_MISSING`.
 */
export function useSignOut(): SignOut {
  const session = useRequiredSession();
  const [underWay, setUnderWay] = useState(0);
  const signOut = useCallback(
    async (options?: SignOutOptions): Promise<void> => {
      setUnderWay((count) => count + 1);
      await session.signOut(options);
      setUnderWay((count) => count - 1);
    },
    [session],
  );
  return { signOut, pending: underWay > 0 };
}
