import { describe, expect, test } from 'vitest';
import { createLifetime } from './createLifetime.ts';

function setUp() {
  const log: string[] = [];
  const work = (name: string) => () => {
    log.push(`begin ${name}`);
    return () => log.push(`end ${name}`);
  };
  return { lifetime: createLifetime(), log, work };
}

describe('createLifetime', () => {
  test('begins work attached before the start at the start, later work at once, and ends all of it', () => {
    const { lifetime, log, work } = setUp();
    lifetime.attach('early', work('early'));
    expect(log).toEqual([]);
    const stop = lifetime.start();
    lifetime.attach('late', work('late'));
    stop();
    expect(log).toEqual(['begin early', 'begin late', 'end early', 'end late']);
  });

  test('attaches work of one name once, whoever asks', () => {
    const { lifetime, log, work } = setUp();
    lifetime.start();
    for (let asker = 0; asker < 3; asker += 1) lifetime.attach('it', work('it'));
    lifetime.attach('other', work('other'));
    expect(log).toEqual(['begin it', 'begin other']);
  });

  test('started again, as StrictMode does, the work begins again', () => {
    const { lifetime, log, work } = setUp();
    lifetime.attach('it', work('it'));
    lifetime.start()();
    lifetime.start();
    expect(log).toEqual(['begin it', 'end it', 'begin it']);
  });

  test('two starts are one', () => {
    const { lifetime, log, work } = setUp();
    lifetime.attach('it', work('it'));
    const [first, second] = [lifetime.start(), lifetime.start()];
    first();
    expect(log).toEqual(['begin it']);
    second();
    expect(log).toEqual(['begin it', 'end it']);
  });
});
