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
  const current = useCredentials(({ identityId, guest }) =>
    identityId === undefined ? undefined : { id: identityId, isGuest: guest },
  );
  const [known, setKnown] = useState<{ readonly epoch: number; readonly identity: Identity }>();
  if (current !== undefined && (known?.identity !== current || known.epoch !== epoch)) {
    setKnown({ epoch, identity: current });
  }
  return current ?? (known?.epoch === epoch ? known.identity : undefined);
}
