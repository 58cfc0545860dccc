import { toCredentialsError, withDeadline } from '@valetkey/core';
import { createSlotStorage } from '../tokens/createSlotStorage.ts';
import type { KeptSession } from '../tokens/keptSession.ts';
import type { NamedSession, SessionKeeper } from '../tokens/sessionKeeper.ts';
import type { BrokerAnswer } from './brokerAnswer.ts';
import { withoutCookie, type BrokerContext, type Visitor } from './brokerContext.ts';

/** Nobody waits longer than this for a revocation before the cookie is taken away, ms. It goes on meanwhile. */
export const REVOCATION_PATIENCE_MS = 3_000;

/**
 * Signs out: the session ends here and the cookie goes, whatever happens; then the user pool is told, if it can be. It waits for no
 * request of the same session.
 * @param everywhere - Ends the person's sessions on all devices.
 */
export async function endSession(context: BrokerContext, visitor: Visitor, everywhere: boolean): Promise<BrokerAnswer> {
  const revoked = visitor.session === undefined ? true : await revoke(context, visitor.session, everywhere);
  return withoutCookie(context, visitor, { status: 200, body: { status: 'signed-out', revoked } });
}

/** Ends a session of which nobody has the cookie any more, or is to have it. @returns Whether the user pool knows. */
export async function revoke(context: BrokerContext, named: NonNullable<Visitor['session']>, everywhere: boolean): Promise<boolean> {
  const { keeper, options, emit } = context;
  const end = async (): Promise<boolean> => {
    const kept = await readAndRemove(keeper, named);
    if (kept === undefined) return true;
    const session = options.session(createSlotStorage(kept.slots));
    return (await session.signOut({ everywhere })) === undefined;
  };
  const revoked = await withDeadline(options.clock, REVOCATION_PATIENCE_MS, undefined, end).catch((cause: unknown) => {
    const { code, message } = toCredentialsError(cause);
    emit({ type: 'failed', code, message, endpoint: 'sign-out', session: named.label });
    return false;
  });
  emit({ type: 'signed-out', session: named.label, revoked });
  return revoked;
}

async function readAndRemove(keeper: SessionKeeper, named: NamedSession): Promise<KeptSession | undefined> {
  try {
    return await keeper.read(named);
  } finally {
    // Also when it cannot be read: without its tokens it can at least not come back.
    await keeper.remove(named.id);
  }
}
