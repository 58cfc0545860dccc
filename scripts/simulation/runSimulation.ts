import { runSchedule, type ScheduleResult } from './runSchedule.ts';

/** What came of many schedules. */
export interface SimulationResult {
  readonly schedules: number;
  /** Schedules in which something was wrong. */
  readonly violations: number;
  readonly refreshes: number;
  /** Refresh tokens that came too late a second time, because a page had died with the answer or the network had lost it. */
  readonly reuseErrors: number;
  readonly credentialCalls: number;
  readonly lostAnswers: number;
  /** The longest that anybody waited while the network was well, after the last disturbance, ms. */
  readonly longestWaitMs: number;
}

/**
 * Runs schedules, one seed after the other.
 * @param onViolation - Told of each schedule in which something was wrong.
 * @param stopAfter - Ends after so many of those. Default: never.
 */
export async function runSimulation(
  firstSeed: number,
  schedules: number,
  onViolation: (result: ScheduleResult) => void,
  stopAfter = Infinity,
): Promise<SimulationResult> {
  const total = { schedules: 0, violations: 0, refreshes: 0, reuseErrors: 0, credentialCalls: 0, lostAnswers: 0, longestWaitMs: 0 };
  for (let seed = firstSeed; seed < firstSeed + schedules && total.violations < stopAfter; seed += 1) {
    const result = await runSchedule(seed);
    // A schedule never lets go of its thread.
    await new Promise((resolve) => void setImmediate(resolve));
    total.schedules += 1;
    total.refreshes += result.counts.refreshes;
    total.reuseErrors += result.counts.reuseErrors;
    total.credentialCalls += result.counts.credentialCalls;
    total.lostAnswers += result.counts.lostAnswers;
    total.longestWaitMs = Math.max(total.longestWaitMs, result.longestWaitMs);
    if (result.violations.length === 0) continue;
    total.violations += 1;
    onViolation(result);
  }
  return total;
}
