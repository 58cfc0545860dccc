import { CredentialsError, narrowProvider } from '@valetkey/core';
import { describe, expect, it } from 'vitest';
import { createMockCredentialStore, readySnapshot } from './createMockCredentialStore.ts';

describe('createMockCredentialStore', () => {
  it('has credentials at once', async () => {
    const store = createMockCredentialStore();
    expect(store.getSnapshot()).toMatchObject({ status: 'ready', guest: false, expiresAt: undefined });
    expect((await store.provider()).accessKeyId).toMatch(/^ASIAMOCK/);
    expect(store.getServerSnapshot()).toEqual({ status: 'unknown', epoch: 0 });
  });

  it('shows what it is told, and answers accordingly', async () => {
    const store = createMockCredentialStore({ status: 'loading', epoch: 0 });
    const waiting = store.getCredentials();
    store.show(readySnapshot({ expiresAt: 1_000, guest: true }));
    expect((await waiting).expiration).toEqual(new Date(1_000));
    store.show({ status: 'signed-out', epoch: 1, expired: true });
    await expect(store.getCredentials()).rejects.toMatchObject({ code: 'SESSION_EXPIRED' });
    store.show({ status: 'signed-out', epoch: 1, expired: false });
    await expect(store.refresh()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    const error = new CredentialsError('THROTTLED');
    store.show({ status: 'error', epoch: 1, error });
    await expect(store.provider()).rejects.toBe(error);
    expect(await store.whenReady()).toEqual({ status: 'error', epoch: 1, error });
  });

  it('remembers refreshes and rejected keys', async () => {
    const store = createMockCredentialStore();
    await store.getCredentials();
    await store.refresh();
    await store.provider({ forceRefresh: true });
    store.invalidate('ASIAMOCK000000000001');
    expect(store.refreshes).toBe(2);
    expect(store.invalidated).toEqual(['ASIAMOCK000000000001']);
  });

  it('can be narrowed by a scope, to credentials that are as made-up', async () => {
    const store = createMockCredentialStore();
    const narrower = narrowProvider(store.origin, { policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }, store);
    expect((await narrower()).accessKeyId).toMatch(/^ASIAMOCK/);
  });
});
