import type { Environment } from '@valetkey/core';
import type { SimulatedClock } from './createSimulatedClock.ts';

/** What a simulated environment begins with. */
export interface SimulatedEnvironmentOptions {
  /** Answers requests, e.g. an emulator's in-page fetch. Default: every request fails, as with the network unplugged. */
  readonly fetch?: typeof fetch;
  /** Stands still while a request is answered. Give it when `fetch` is an emulator's, and never when `fetch` may hang. */
  readonly clock?: SimulatedClock;
  /** Default `true`. */
  readonly online?: boolean;
  /** Default `true`. */
  readonly visible?: boolean;
  /** What `random()` returns, in [0, 1). Default 0.5. */
  readonly random?: number;
  /** Default `false`: tests stand in for a browser, wherever they run. */
  readonly isServer?: boolean;
  /** `undefined` stands for a plain-http page. Default: the real Web Crypto. */
  readonly crypto?: Crypto | undefined;
}

/** A page or process whose circumstances a test decides. */
export interface SimulatedEnvironment extends Environment {
  readonly setFetch: (fetch: typeof globalThis.fetch) => void;
  /** Coming back online wakes listeners, as the browser's `online` event does. */
  readonly setOnline: (online: boolean) => void;
  /** Becoming visible wakes listeners, as the browser's `visibilitychange` event does. */
  readonly setVisible: (visible: boolean) => void;
  readonly setRandom: (random: number) => void;
  /** Tells every listener that the world may have moved on. */
  readonly wake: () => void;
  /** How many wake listeners there are: 0 after everything has been stopped, or something leaks. */
  readonly wakeListeners: number;
  /** How many requests were sent through `fetch`. */
  readonly requests: number;
}

/** Makes an environment for tests: give it as `environment` to whatever takes one. */
export function createSimulatedEnvironment(options: SimulatedEnvironmentOptions = {}): SimulatedEnvironment {
  let answer = options.fetch ?? unplugged;
  let online = options.online ?? true;
  let visible = options.visible ?? true;
  let random = options.random ?? 0.5;
  let requests = 0;
  const listeners = new Set<() => unknown>();
  const wake = (): void => {
    for (const listener of Array.from(listeners)) listener();
  };

  return {
    isServer: options.isServer ?? false,
    crypto: 'crypto' in options ? options.crypto : globalThis.crypto,
    fetch: (input, init) => {
      requests += 1;
      // What a browser's fetch rejects with when there is no network.
      const response = online ? answer(input, init) : unplugged();
      options.clock?.standStillFor(response);
      return response;
    },
    isVisible: () => visible,
    onWake(listener) {
      // Wrapped, so that one function registered twice counts twice.
      const entry = (): unknown => listener();
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
    random: () => random,
    setFetch(next) {
      answer = next;
    },
    setOnline(next) {
      const cameBack = next && !online;
      online = next;
      if (cameBack) wake();
    },
    setVisible(next) {
      const cameBack = next && !visible;
      visible = next;
      if (cameBack) wake();
    },
    setRandom(next) {
      random = next;
    },
    wake,
    get wakeListeners() {
      return listeners.size;
    },
    get requests() {
      return requests;
    },
  };
}

function unplugged(): Promise<Response> {
  return Promise.reject(new TypeError('Failed to fetch'));
}
