import { CLIENT_LINGER_MS, createCredentialStore, type CredentialScopeRequest } from '@valetkey/core';
import { createMockProvider, createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import { describe, expect, test } from 'vitest';
import { MAX_WAITING_STORES, scopeStoreOf, type ScopeStore } from './scopeStoreOf.ts';

function setUp() {
  const clock = createSimulatedClock();
  const environment = createSimulatedEnvironment();
  const provider = createMockProvider({ clock, narrows: true });
  const around = createCredentialStore({ provider, clock, environment });
  const of = (role: number): ScopeStore => {
    const wanted: CredentialScopeRequest = { roleArn: `arn:aws:iam::123456789012:role/${role}` };
    return scopeStoreOf(around, wanted);
  };
  return { clock, environment, provider, around, of };
}

describe('scopeStoreOf', () => {
  test('gives one store for one wish of one store around it', () => {
    const [one, other] = [setUp(), setUp()];
    expect(one.of(1)).toBe(one.of(1));
    expect(one.of(2)).not.toBe(one.of(1));
    expect(other.of(1)).not.toBe(one.of(1));
    expect(scopeStoreOf(one.around, one.provider)).toBe(scopeStoreOf(one.around, one.provider));
    expect(scopeStoreOf(other.around, one.provider)).not.toBe(scopeStoreOf(one.around, one.provider));
  });

  test('gives it the clock and the page of the store around it', () => {
    const { around, clock, environment, of } = setUp();
    expect(around).toMatchObject({ clock, environment });
    expect(of(1).store.clock).toBe(clock);
    expect(of(1).store.environment).toBe(environment);
  });

  test('of renders that were given up it keeps the latest, and all that are in use', () => {
    const { of } = setUp();
    const [used, oldest] = [of(-1), of(0)];
    used.hold();
    for (let role = 1; role <= MAX_WAITING_STORES; role += 1) of(role);
    const latest = of(MAX_WAITING_STORES);
    expect(of(-1)).toBe(used);
    expect(of(0)).not.toBe(oldest);
    expect(of(MAX_WAITING_STORES)).toBe(latest);
  });

  test('is stopped and forgotten a moment after the last hold, and not when one of two goes', async () => {
    const { clock, environment, provider, of } = setUp();
    const scope = of(1);
    const [release, releaseOther] = [scope.hold(), scope.hold()];
    await clock.advanceBy(0);
    release();
    await clock.advanceBy(CLIENT_LINGER_MS);
    expect(scope.store.getSnapshot().status).toBe('ready');
    releaseOther();
    await clock.advanceBy(CLIENT_LINGER_MS - 1);
    expect(scope.store.getSnapshot().status).toBe('ready');
    await clock.advanceBy(1);
    expect(scope.store.getSnapshot().status).toBe('unknown');
    expect(of(1)).not.toBe(scope);
    expect(provider.narrowed[0]?.provider.calls).toHaveLength(1);
    expect(clock.pendingTimers).toBe(0);
    expect(environment.wakeListeners).toBe(0);
  });

  test('held again after it was forgotten, it is the shared one again, unless it has been replaced', async () => {
    const { clock, of } = setUp();
    const scope = of(1);
    scope.hold()();
    await clock.advanceBy(CLIENT_LINGER_MS);
    const release = scope.hold();
    expect(of(1)).toBe(scope);
    release();
    await clock.advanceBy(CLIENT_LINGER_MS);
    const successor = of(1);
    successor.hold();
    scope.hold()();
    await clock.advanceBy(CLIENT_LINGER_MS);
    expect(of(1)).toBe(successor);
  });
});
