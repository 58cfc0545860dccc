import { describe, expect, it } from 'vitest';
import { createSimulatedClock } from './createSimulatedClock.ts';

describe('createSimulatedClock', () => {
  it('runs timers in the order they fall due, at their own instants', async () => {
    const clock = createSimulatedClock(0);
    const seen: [string, number][] = [];
    clock.setTimer(() => seen.push(['late', clock.now()]), 300);
    clock.setTimer(() => seen.push(['early', clock.now()]), 100);
    clock.setTimer(() => seen.push(['early, set later', clock.now()]), 100);
    await clock.advanceBy(299);
    expect(seen).toEqual([['early', 100], ['early, set later', 100]]);
    await clock.advanceBy(1);
    expect(seen.at(-1)).toEqual(['late', 300]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('runs timers that timers and promises set on the way', async () => {
    const clock = createSimulatedClock(0);
    const seen: number[] = [];
    const tick = (): void => {
      seen.push(clock.now());
      void Promise.resolve()
        .then(() => undefined)
        .then(() => clock.setTimer(tick, 10));
    };
    clock.setTimer(tick, 10);
    await clock.advanceBy(35);
    expect(seen).toEqual([10, 20, 30]);
    expect(clock.now()).toBe(35);
  });

  it('lets pending promises settle before time passes', async () => {
    const clock = createSimulatedClock(0);
    let at: number | undefined;
    void Promise.resolve()
      .then(() => undefined)
      .then(() => {
        at = clock.now();
      });
    await clock.advanceBy(50);
    expect(at).toBe(0);
  });

  it('does not run a cancelled timer, and cancels twice without harm', async () => {
    const clock = createSimulatedClock(0);
    let runs = 0;
    const cancel = clock.setTimer(() => (runs += 1), 10);
    cancel();
    cancel();
    expect(clock.pendingTimers).toBe(0);
    await clock.advanceBy(10);
    expect(runs).toBe(0);
  });

  it('advances to an instant, and never backwards', async () => {
    const clock = createSimulatedClock(1_000);
    await clock.advanceTo(1_500);
    expect(clock.now()).toBe(1_500);
    await clock.advanceTo(1_200);
    expect(clock.now()).toBe(1_500);
  });

  it('jumps like a device that slept: the wall clock moves, timers keep what they had left', async () => {
    const clock = createSimulatedClock(0);
    let firedAt: number | undefined;
    clock.setTimer(() => (firedAt = clock.now()), 100);
    clock.jumpBy(5_000);
    expect(clock.now()).toBe(5_000);
    await clock.advanceBy(99);
    expect(firedAt).toBeUndefined();
    await clock.advanceBy(1);
    expect(firedAt).toBe(5_100);
  });

  it('stands still for work that takes real time, and for what follows from it', async () => {
    const clock = createSimulatedClock(0);
    const digest = async (): Promise<void> => {
      await crypto.subtle.digest('SHA-256', new Uint8Array(1_000_000));
    };
    const seen: [string, number][] = [];
    const first = digest().then(() => {
      seen.push(['first', clock.now()]);
      const second = digest().then(() => seen.push(['second', clock.now()]));
      clock.standStillFor(second);
    });
    clock.standStillFor(first);
    clock.standStillFor(Promise.reject(new Error('Work may fail.')));
    clock.setTimer(() => seen.push(['timer', clock.now()]), 10);
    await clock.advanceBy(10);
    expect(seen).toEqual([['first', 0], ['second', 0], ['timer', 10]]);
  });
});
