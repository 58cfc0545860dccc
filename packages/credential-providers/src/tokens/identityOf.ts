import type { IdentitySource, Session } from '@valetkey/core';

/** Tells when the person of a session changes. */
export function identityOf(session: Session): IdentitySource {
  return { getEpoch: () => session.getSnapshot().epoch, subscribe: session.subscribe, start: session.start };
}
