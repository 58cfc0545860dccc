import { createSimulatedClock } from '@valetkey/testing';
import { describe, expect, it } from 'vitest';
import { createMemorySessions } from './createMemorySessions.ts';

describe('sessions in memory', () => {
  it('are there until they expire or are removed', async () => {
    const clock = createSimulatedClock();
    const sessions = createMemorySessions({ clock });
    await sessions.create('a', 'text', clock.now() + 1_000);
    expect(await sessions.replace('a', 'new', clock.now() + 2_000)).toBe(true);
    await clock.advanceBy(1_999);
    expect(await sessions.read('a')).toBe('new');
    await clock.advanceBy(1);
    expect(await sessions.read('a')).toBeUndefined();
    await sessions.create('b', 'text', clock.now() + 1_000);
    await sessions.remove('b');
    expect(await sessions.read('b')).toBeUndefined();
  });

  it('that were removed, or have expired, are not brought back by whoever was at work', async () => {
    const clock = createSimulatedClock();
    const sessions = createMemorySessions({ clock });
    expect(await sessions.replace('never', 'text', clock.now() + 1_000)).toBe(false);
    await sessions.create('a', 'text', clock.now() + 1_000);
    await clock.advanceBy(1_000);
    expect(await sessions.replace('a', 'text', clock.now() + 1_000)).toBe(false);
    expect(await sessions.read('a')).toBeUndefined();
  });

  it('are so many at most: whoever has been away for longest is forgotten', async () => {
    const clock = createSimulatedClock();
    const sessions = createMemorySessions({ most: 2, clock });
    await sessions.create('a', 'of a', clock.now() + 1_000);
    await sessions.create('b', 'of b', clock.now() + 1_000);
    await sessions.read('a');
    await sessions.create('c', 'of c', clock.now() + 1_000);
    expect(await Promise.all(['a', 'b', 'c'].map(sessions.read))).toEqual(['of a', undefined, 'of c']);
  });

  it('are locked one by one, in order, also when work fails; and nobody waits for another session', async () => {
    const sessions = createMemorySessions();
    const order: string[] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => void (release = resolve));
    const work = (name: string, wait?: Promise<void>) => async (): Promise<string> => {
      order.push(`${name} begins`);
      await wait;
      order.push(`${name} ends`);
      if (name === 'first') throw new Error('no');
      return name;
    };
    const first = sessions.lock('a', work('first', held)).catch(String);
    const second = sessions.lock('a', work('second'));
    await sessions.lock('b', work('other'));
    release();
    expect(await Promise.all([first, second])).toEqual(['Error: no', 'second']);
    expect(order).toEqual(['first begins', 'other begins', 'other ends', 'first ends', 'second begins', 'second ends']);
  });
});
