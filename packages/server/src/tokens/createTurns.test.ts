import { createSimulatedClock } from '@valetkey/testing';
import { expect, it } from 'vitest';
import { createTurns } from './createTurns.ts';
import { LOCK_MS } from './sessionStore.ts';

it('turns leave nothing behind', async () => {
  const clock = createSimulatedClock();
  const turns = createTurns(clock);
  await Promise.allSettled([turns.take('a', async () => 1), turns.take('a', () => Promise.reject(new Error('no'))), turns.take('b', async () => 2)]);
  expect([turns.size(), clock.pendingTimers]).toEqual([0, 0]);
});

it('whoever does not get a turn in time is told so and does nothing; the next one waits for those who have one', async () => {
  const clock = createSimulatedClock();
  const turns = createTurns(clock);
  const done: string[] = [];
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => void (release = resolve));
  const work = (name: string) => async (): Promise<void> => void done.push(name);
  const first = turns.take('a', () => held.then(work('first')));
  const late = turns.take('a', work('late')).catch((error: { readonly code: string }) => error.code);
  await clock.advanceBy(LOCK_MS - 1);
  const next = turns.take('a', work('next'));
  await clock.advanceBy(1);
  expect(await late).toBe('TIMEOUT');
  expect(done).toEqual([]);
  release();
  await Promise.all([first, next]);
  expect(done).toEqual(['first', 'next']);
  expect([turns.size(), clock.pendingTimers]).toEqual([0, 0]);
});
