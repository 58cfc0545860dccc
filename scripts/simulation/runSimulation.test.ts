import { expect, test } from 'vitest';
import { runSchedule } from './runSchedule.ts';
import { runSimulation } from './runSimulation.ts';

const SCHEDULES = 10_000;

test(
  `in ${SCHEDULES} schedules of tabs that sign in and out, crash, freeze and lose the network, every invariant holds`,
  { timeout: 600_000 },
  async () => {
    const failed: string[] = [];
    const result = await runSimulation(1, SCHEDULES, ({ seed, violations }) =>
      failed.push(`${violations.join('; ')} (npm run test:simulation -- --seed ${seed} --seeds 1)`),
    );
    expect(failed).toEqual([]);
    // It would be easy to break nothing by doing nothing.
    expect(result.refreshes).toBeGreaterThan(SCHEDULES);
    expect(result.credentialCalls).toBeGreaterThan(SCHEDULES);
    expect(result.lostAnswers).toBeGreaterThan(SCHEDULES / 100);
  },
);

test('the same seed is the same schedule', async () => {
  const [one, other] = [await runSchedule(7), await runSchedule(7)];
  expect(other.trace).toEqual(one.trace);
  expect((await runSchedule(8)).trace).not.toEqual(one.trace);
});
