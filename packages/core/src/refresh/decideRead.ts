import { isClosed, isClosedToAll, type FailureGate } from './failureGate.ts';
import type { RefreshPlan } from './planRefresh.ts';

/** What whoever holds credentials or tokens does for one reader. */
export type ReadDecision =
  /** Give the current ones. */
  | 'serve'
  /** Give the current ones and replace them in the background. */
  | 'serve-and-refresh'
  /** Wait for new ones. Should that fail while the current ones, if any, are valid: give those. */
  | 'acquire'
  /** Fail with the last error, without asking the issuer again. */
  | 'fail';

/**
 * Decides what a reader gets. Pure: the whole refresh policy in one place.
 * @param plan - Of what is held; `undefined` when nothing is, or a service rejected it.
 * @param serverNow - Epoch ms by the server's clock, for the plan.
 * @param now - Epoch ms by this machine's clock, for the gate.
 */
export function decideRead(
  plan: RefreshPlan | undefined,
  gate: FailureGate | undefined,
  serverNow: number,
  now: number,
): ReadDecision {
  const closed = isClosed(gate, now);
  if (!plan || serverNow >= plan.expiresAt) {
    return closed && isClosedToAll(gate) ? 'fail' : 'acquire';
  }
  if (serverNow < plan.refreshAt || closed) return 'serve';
  return serverNow < plan.blockAt ? 'serve-and-refresh' : 'acquire';
}
