import { expect, test } from 'vitest';
import { runSchedule } from './runSchedule.ts';
import { runSimulation } from './runSimulation.ts';

const FIRST = 2_000;
const MORE = 8_000;

// Enough to see what is wrong.
const MOST_VIOLATIONS = 3;

async function expectNoViolation(firstSeed: number, schedules: number): Promise<void> {
  const failed: string[] = [];
  const result = await runSimulation(
    firstSeed,
    schedules,
    ({ seed, violations }) => failed.push(`${violations.join('; ')} (npm run test:simulation -- --seed ${seed} --seeds 1)`),
    MOST_VIOLATIONS,
  );
  expect(failed).toEqual([]);
  // It would be easy to break nothing by doing nothing.
  expect(result.schedules).toBe(schedules);
  expect(result.refreshes).toBeGreaterThan(schedules);
  expect(result.credentialCalls).toBeGreaterThan(schedules);
  expect(result.lostAnswers).toBeGreaterThan(schedules / 20);
}

// What breaks the protocol must be found by these: see docs/decisions/0005-what-breaks-which-test.md.
test(
  `in ${FIRST} schedules of tabs that sign in and out, crash, freeze and lose the network, every invariant holds`,
  { timeout: 600_000 },
  () => expectNoViolation(1, FIRST),
);

test(`and in ${MORE} more`, { timeout: 600_000 }, () => expectNoViolation(1 + FIRST, MORE));

test('the same seed is the same schedule', async () => {
  const [one, other] = [await runSchedule(7), await runSchedule(7)];
  expect(other.trace).toEqual(one.trace);
  expect((await runSchedule(8)).trace).not.toEqual(one.trace);
});
