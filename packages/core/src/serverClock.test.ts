import { createSimulatedClock } from '@valetkey/testing';
import { expect, test } from 'vitest';
import { createServerClock } from './serverClock.ts';

test('the offset is what the server’s time differs by', () => {
  const clock = createSimulatedClock(0);
  const serverClock = createServerClock(clock);
  serverClock.observe(3_600_000);
  expect(serverClock.getOffsetMs()).toBe(3_600_000);
  expect(serverClock.now()).toBe(3_600_000);
});

test('whole-second stamps and travel time do not make the clock jump', () => {
  const serverClock = createServerClock(createSimulatedClock(0));
  serverClock.observe(-900);
  expect(serverClock.getOffsetMs()).toBe(0);
  serverClock.observe(600_000);
  serverClock.observe(598_500);
  expect(serverClock.getOffsetMs()).toBe(600_000);
});

test('a corrected clock is believed again', () => {
  const clock = createSimulatedClock(0);
  const serverClock = createServerClock(clock);
  serverClock.observe(600_000);
  clock.jumpBy(600_000);
  serverClock.observe(clock.now() + 500);
  expect(serverClock.getOffsetMs()).toBe(0);
});

test('what is no time changes nothing', () => {
  const serverClock = createServerClock(createSimulatedClock(0));
  serverClock.observe(600_000);
  serverClock.observe(Number.NaN);
  expect(serverClock.getOffsetMs()).toBe(600_000);
});
