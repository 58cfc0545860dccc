import { expect, it } from 'vitest';
import { createTurns } from './createTurns.ts';

it('turns leave nothing behind', async () => {
  const turns = createTurns();
  await Promise.allSettled([turns.take('a', async () => 1), turns.take('a', () => Promise.reject(new Error('no'))), turns.take('b', async () => 2)]);
  expect(turns.size()).toBe(0);
});
