import { expect, test } from 'vitest';
import { planRefresh } from './planRefresh.ts';

const MINUTE = 60_000;

test.each([
  ['an hour', 60, 15, 60_000],
  ['15 minutes', 15, 3.75, 60_000],
  ['4 minutes', 4, 1, 24_000],
  ['89 minutes', 89, 15, 60_000],
  ['12 hours', 720, 60, 60_000],
])('credentials for %s are refreshed in the background %i/%f minutes before expiry', (_, lifetime, window, blockMs) => {
  const plan = planRefresh(0, lifetime * MINUTE, 0);
  expect(plan.refreshAt).toBe((lifetime - window) * MINUTE);
  expect(plan.blockAt).toBe(lifetime * MINUTE - blockMs);
  expect(plan.expiresAt).toBe(lifetime * MINUTE);
});

test('jitter moves the refresh later, never into the last minute before callers have to wait', () => {
  const seen = new Set<number>();
  for (let step = 0; step < 100; step += 1) {
    const plan = planRefresh(0, 60 * MINUTE, step / 100);
    expect(plan.refreshAt).toBeGreaterThanOrEqual(45 * MINUTE);
    expect(plan.refreshAt).toBeLessThanOrEqual(plan.blockAt - MINUTE);
    seen.add(plan.refreshAt);
  }
  expect(seen.size).toBe(100);
});

test('whatever the lifetime, the instants come in order and not before the credentials were received', () => {
  for (const lifetimeMs of [1, 10, 999, 5_000, 61_000, 300_000, 1_200_000, 5_400_000, 129_600_000]) {
    for (const random of [0, 0.5, 0.999]) {
      const plan = planRefresh(1_000, 1_000 + lifetimeMs, random);
      expect(plan.refreshAt).toBeGreaterThanOrEqual(1_000);
      expect(plan.refreshAt).toBeLessThanOrEqual(plan.blockAt);
      expect(plan.blockAt).toBeLessThanOrEqual(plan.expiresAt);
    }
  }
});

test('credentials without an expiry are never refreshed', () => {
  expect(planRefresh(0, undefined, 0).refreshAt).toBe(Number.POSITIVE_INFINITY);
});
