import { expect, test, vi } from 'vitest';
import { createObservable } from './observable.ts';

test('listeners are told once per change, and not when the value stays the same', () => {
  const value = createObservable(1);
  const listener = vi.fn();
  const unsubscribe = value.subscribe(listener);
  value.set(2);
  value.set(2);
  unsubscribe();
  value.set(3);
  expect(listener).toHaveBeenCalledTimes(1);
  expect(value.getSnapshot()).toBe(3);
});

test('a listener may unsubscribe another while being told', () => {
  const value = createObservable(1);
  const second = vi.fn();
  value.subscribe(() => unsubscribeSecond());
  const unsubscribeSecond = value.subscribe(second);
  value.set(2);
  value.set(3);
  expect(second).toHaveBeenCalledTimes(1);
});

test('a listener that throws does not keep the others from being told', async () => {
  const faults: unknown[] = [];
  const onFault = (error: unknown): void => void faults.push(error);
  process.on('uncaughtException', onFault);
  const value = createObservable(1);
  const other = vi.fn();
  value.subscribe(() => {
    throw new Error('listener fault');
  });
  value.subscribe(other);
  value.set(2);
  expect(other).toHaveBeenCalledTimes(1);
  await new Promise((resolve) => setImmediate(resolve));
  process.off('uncaughtException', onFault);
  expect(faults).toEqual([expect.objectContaining({ message: 'listener fault' })]);
});
