import type { FailureGate } from './failureGate.ts';
import type { RefreshPlan } from './planRefresh.ts';

/** What the store does for one reader. */
export type ReadDecision =
  /** Give the current credentials. */
  | 'serve'
  /** Give the current credentials and replace them in the background. */
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
  const gated = gate !== undefined && now < gate.retryAt;
  if (plan === undefined || serverNow >= plan.expiresAt) {
    // A caller may always try once more after a passing fault, unless the issuer itself named a time.
    return gated && (gate.fatal || gate.error.retryAfterMs !== undefined) ? 'fail' : 'acquire';
  }
  if (serverNow < plan.refreshAt || gated) return 'serve';
  return serverNow < plan.blockAt ? 'serve-and-refresh' : 'acquire';
}
