import { useCredentials, useSession } from '@valetkey/react';
import { useState } from 'react';

/** Who is looking: the identity of the identity pool. */
export interface Identity {
  readonly id: string;
  readonly isGuest: boolean;
}

/**
 * Whose albums to show; `undefined` until it is known. It stays the same while credentials of the same person are obtained
 * anew (after a night's sleep, say), so that nothing on the page is torn down and nothing typed is lost.
 */
export function useIdentity(): Identity | undefined {
  const epoch = useSession((session) => session.epoch);
  const id = useCredentials((credentials) => credentials.identityId);
  const isGuest = useCredentials((credentials) => credentials.guest);
  const [known, setKnown] = useState<Identity & { readonly epoch: number }>();
  if (id !== undefined && (known?.id !== id || known.isGuest !== isGuest || known.epoch !== epoch)) {
    setKnown({ id, isGuest, epoch });
  }
  if (id !== undefined) return { id, isGuest };
  return known?.epoch === epoch ? known : undefined;
}
