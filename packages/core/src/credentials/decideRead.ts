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

/** Decides what a reader gets. Pure: the whole refresh policy in one place. */
export function decideRead(options: {
  /** The plan of the credentials held, `undefined` when none are held or a service rejected them. */
  readonly plan: RefreshPlan | undefined;
  readonly gate: FailureGate | undefined;
  /** Epoch ms by the server's clock, for the plan. */
  readonly serverNow: number;
  /** Epoch ms by this machine's clock, for the gate. */
  readonly now: number;
}): ReadDecision {
  const { plan, gate, serverNow, now } = options;
  const gated = gate !== undefined && now < gate.retryAt;
  if (plan === undefined || serverNow >= plan.expiresAt) {
    // A caller may always try once more after a passing fault, unless the issuer itself named a time.
    return gated && (gate.fatal || gate.error.retryAfterMs !== undefined) ? 'fail' : 'acquire';
  }
  if (serverNow < plan.refreshAt || gated) return 'serve';
  return serverNow < plan.blockAt ? 'serve-and-refresh' : 'acquire';
}
