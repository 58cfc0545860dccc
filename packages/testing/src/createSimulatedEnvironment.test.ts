import { describe, expect, it } from 'vitest';
import { createSimulatedEnvironment } from './createSimulatedEnvironment.ts';

describe('createSimulatedEnvironment', () => {
  it('is an online, visible page with Web Crypto and no network, unless told otherwise', async () => {
    const environment = createSimulatedEnvironment();
    expect([environment.isServer, environment.isVisible()]).toEqual([false, true]);
    expect(environment.crypto).toBe(globalThis.crypto);
    expect(createSimulatedEnvironment({ crypto: undefined }).crypto).toBeUndefined();
    await expect(environment.fetch('https://example.com/')).rejects.toThrow(TypeError);
  });

  it('wakes listeners when shown or back online, and not when hidden or offline', () => {
    const environment = createSimulatedEnvironment();
    let woken = 0;
    const stop = environment.onWake(() => (woken += 1));
    environment.setVisible(false);
    environment.setOnline(false);
    environment.setVisible(false);
    expect(woken).toBe(0);
    environment.setVisible(true);
    environment.setOnline(true);
    environment.wake();
    expect(woken).toBe(3);
    stop();
    stop();
    environment.wake();
    expect(woken).toBe(3);
    expect(environment.wakeListeners).toBe(0);
  });

  it('counts a listener that is registered twice as two', () => {
    const environment = createSimulatedEnvironment();
    const listener = (): void => undefined;
    const stop = environment.onWake(listener);
    environment.onWake(listener);
    stop();
    expect(environment.wakeListeners).toBe(1);
  });

  it('answers as told, except offline, and counts what is sent', async () => {
    const environment = createSimulatedEnvironment({ fetch: () => Promise.resolve(new Response('first')) });
    expect(await (await environment.fetch('https://example.com/')).text()).toBe('first');
    environment.setFetch(() => Promise.resolve(new Response('second')));
    environment.setOnline(false);
    await expect(environment.fetch('https://example.com/')).rejects.toThrow('Failed to fetch');
    environment.setOnline(true);
    expect(await (await environment.fetch('https://example.com/')).text()).toBe('second');
    expect(environment.requests).toBe(3);
  });

  it('draws the number it is given', () => {
    const environment = createSimulatedEnvironment({ random: 0.25 });
    expect(environment.random()).toBe(0.25);
    environment.setRandom(0.75);
    expect(environment.random()).toBe(0.75);
  });
});
