import { afterAll, beforeAll, expect, test } from 'vitest';
import { runRounds } from './runRounds.ts';
import { startOrigin, type RealOrigin } from './startOrigin.ts';

let origin: RealOrigin;

beforeAll(async () => {
  origin = await startOrigin();
});

afterAll(() => origin.stop());

test.each([
  { tabs: 4, rounds: 150, hasLocks: true },
  { tabs: 4, rounds: 150, hasLocks: false },
  { tabs: 8, rounds: 100, hasLocks: true },
  { tabs: 8, rounds: 100, hasLocks: false },
])('tabs that find their tokens expired at once refresh once, with a token that works once (%j)', async (options) => {
  const result = await runRounds(origin, options);
  expect(result).toMatchObject({ refreshes: options.rounds, reuseErrors: 0, callsPerRound: 1, disagreements: 0 });
  expect(result.medianWaitMs).toBeLessThanOrEqual(50);
  expect(result.processes).toBeGreaterThanOrEqual(options.tabs);
});
