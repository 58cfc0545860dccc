import { CredentialsError, narrowProvider } from '@valetkey/core';
import { describe, expect, it } from 'vitest';
import { describeCredentialProviderContract } from './contracts/index.ts';
import { createFakeSession } from './createFakeSession.ts';
import { createMockCredentials } from './createMockCredentials.ts';
import { createMockProvider } from './createMockProvider.ts';
import { createSimulatedClock } from './createSimulatedClock.ts';

describeCredentialProviderContract('createMockProvider', () => {
  const clock = createSimulatedClock();
  const provider = createMockProvider({ clock });
  return {
    provider,
    issuerNow: clock.now,
    countIssued: () => provider.calls.length,
    breakIssuer: (broken) => provider.answerAlways(broken ? new CredentialsError('NETWORK') : undefined),
  };
});

describe('createMockProvider', () => {
  it('follows its script, then its standing answer, then makes credentials up', async () => {
    const clock = createSimulatedClock();
    const provider = createMockProvider({ clock, lifetimeMs: 1_000 });
    const scripted = createMockCredentials(70, clock.now());
    const standing = createMockCredentials(80, clock.now());
    provider.answerNext(scripted, new CredentialsError('THROTTLED'), () => scripted);
    provider.answerAlways(standing);
    expect(await provider()).toBe(scripted);
    await expect(provider()).rejects.toMatchObject({ code: 'THROTTLED' });
    expect(await provider()).toBe(scripted);
    expect(await provider()).toBe(standing);
    provider.answerAlways(undefined);
    expect(await provider()).toEqual(createMockCredentials(5, clock.now() + 1_000));
    expect(provider.calls).toHaveLength(5);
  });

  it('holds calls until released, each with the answer that was its own', async () => {
    const provider = createMockProvider({ clock: createSimulatedClock() });
    const release = provider.hold();
    provider.answerNext(new CredentialsError('NETWORK'));
    const seen: string[] = [];
    const calls = [provider().catch(() => seen.push('first failed')), provider().then(() => seen.push('second'))];
    await Promise.resolve();
    expect(seen).toEqual([]);
    release();
    await Promise.all(calls);
    expect(seen.toSorted()).toEqual(['first failed', 'second']);
  });

  it('carries the identity source it was given', () => {
    const session = createFakeSession();
    const identity = { getEpoch: () => session.getSnapshot().epoch, subscribe: session.subscribe, start: session.start };
    expect(createMockProvider({ clock: createSimulatedClock(), identity }).identity).toBe(identity);
  });

  it('gives less when it is told that it can, and remembers what was asked for', async () => {
    const clock = createSimulatedClock();
    const scope = { roleArn: 'arn:aws:iam::123456789012:role/reader' };
    expect(createMockProvider({ clock }).narrow).toBeUndefined();
    const provider = createMockProvider({ clock, narrows: true });
    const narrower = narrowProvider(provider, scope);
    expect(provider.narrowed).toEqual([{ scope, held: provider, provider: narrower }]);
    expect((await narrower()).accessKeyId).toMatch(/1001$/);
    expect(provider.calls).toHaveLength(0);
    expect(provider.narrowed[0]?.provider.calls).toHaveLength(1);
    expect(narrower.source).toBe('mock, narrowed');
    provider.answerAlways(new CredentialsError('NETWORK'));
    await expect(narrowProvider(provider, scope)()).rejects.toMatchObject({ code: 'NETWORK' });
  });
});
