import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { dehydrate, hydrate, onlineManager, QueryClient, QueryClientProvider, type DehydratedState } from '@tanstack/react-query';
import { act, waitFor } from '@testing-library/react';
import { CredentialsError, type SessionSnapshot } from '@valetkey/core';
import type { ReactNode } from 'react';
import { afterEach, expect, test } from 'vitest';
import { createScriptedService, ListCommand } from '../testKit/createScriptedService.ts';
import { createTestApp } from '../testKit/createTestApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { awsDehydrateOptions } from './awsDehydrateOptions.ts';
import { awsQueryKey } from './awsQueryKey.ts';
import { createAwsQueryTarget } from './awsQueryTarget.ts';
import { useAwsMutation } from './useAwsMutation.ts';
import { useAwsQuery } from './useAwsQuery.ts';

const queryClients: QueryClient[] = [];
afterEach(() => {
  onlineManager.setOnline(true);
  for (const queryClient of queryClients.splice(0)) queryClient.clear();
});

/** A query client whose cache is written to a disk as TanStack's persisters write it: whole, after every change. */
function createPersistedClient() {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
  queryClients.push(queryClient);
  const disk = { text: '' };
  const write = (): void => {
    disk.text = JSON.stringify(dehydrate(queryClient, awsDehydrateOptions));
  };
  queryClient.getQueryCache().subscribe(write);
  queryClient.getMutationCache().subscribe(write);
  return { queryClient, disk };
}

describeInBothModes('a persisted query cache', ({ renderHook }) => {
  /** Opens the app, with what an earlier load of the page has left on the disk. */
  function openPage({ left = '', who = 'ada', withIdentityId = true, signedOut = false } = {}) {
    const app = createTestApp({ initial: { username: who } });
    const { Client, requests } = createScriptedService();
    const { queryClient, disk } = createPersistedClient();
    if (signedOut) app.provider.answerNext(new CredentialsError('NOT_SIGNED_IN'));
    app.provider.answerAlways(() => ({
      accessKeyId: 'ASIACANARY',
      secretAccessKey: 'CANARY-secret',
      sessionToken: 'CANARY-token',
      expiration: new Date(app.clock.now() + 3_600_000),
      ...(withIdentityId ? { identityId: `eu-west-1:${nameOf(app.session.getSnapshot())}` } : {}),
    }));
    /** A page counts its stores from 1; those of the pages in this process are counted on. */
    const restore = (text: string): void => {
      const { credentials } = createAwsQueryTarget({}, { credentials: app.credentials.provider }).scope;
      hydrate(queryClient, JSON.parse(text.replace(/(\\?"credentials\\?":)\d+/g, (_, name: string) => name + credentials)) as DehydratedState);
    };
    if (left !== '') restore(left);
    const wrapper = ({ children }: { readonly children?: ReactNode }): ReactNode => (
      <QueryClientProvider client={queryClient}>
        <app.App>{children}</app.App>
      </QueryClientProvider>
    );
    const { result } = renderHook(() => useAwsQuery(Client, ListCommand, { Bucket: 'album' }), { wrapper });
    const settle = (): Promise<void> => act(() => app.clock.advanceBy(0));
    const inMemory = (): string => JSON.stringify(queryClient.getQueryCache().getAll().map(({ state }) => state.data ?? null));
    return { ...app, requests, queryClient, disk, restore, result, settle, inMemory };
  }

  async function answerNext(page: ReturnType<typeof openPage>, items: readonly string[]): Promise<void> {
    await page.settle();
    await waitFor(() => expect(page.requests).not.toHaveLength(0));
    await act(async () => page.requests.splice(0).forEach(({ answer }) => answer({ items })));
    await waitFor(() => expect(page.result.current.data).toEqual({ items }));
  }

  test('holds what was read, and no credentials', async () => {
    const page = openPage();
    await answerNext(page, ['hers']);
    expect(page.disk.text).toContain('hers');
    expect(page.disk.text).not.toContain('CANARY');
  });

  test('holds nothing of a person who has signed out', async () => {
    const page = openPage();
    await answerNext(page, ['hers']);
    await act(() => page.session.signOut());
    await page.settle();
    await waitFor(() => expect(page.disk.text).not.toContain('hers'));
    expect(page.disk.text).not.toContain('eu-west-1:ada');
  });

  test('brought back for somebody else, it is neither shown nor kept', async () => {
    const hers = openPage();
    await answerNext(hers, ['hers']);
    const page = openPage({ left: hers.disk.text, who: 'grace' });
    expect(page.inMemory()).toContain('hers');
    await page.settle();
    expect(page.result.current.data).toBeUndefined();
    await answerNext(page, ['his']);
    await waitFor(() => expect(page.disk.text).toContain('his'));
    expect(page.disk.text).not.toContain('hers');
    expect(page.inMemory()).not.toContain('hers');
  });

  test('brought back when nobody is signed in, it is not kept', async () => {
    const hers = openPage();
    await answerNext(hers, ['hers']);
    const page = openPage({ left: hers.disk.text, signedOut: true });
    await page.settle();
    expect(page.credentials.getSnapshot().status).toBe('signed-out');
    await waitFor(() => expect(page.inMemory()).not.toContain('hers'));
    expect(page.disk.text).not.toContain('hers');
  });

  test('brought back late, when it is known that somebody else is signed in, neither', async () => {
    const hers = openPage();
    await answerNext(hers, ['hers']);
    const page = openPage({ who: 'grace' });
    await answerNext(page, ['his']);
    act(() => page.restore(hers.disk.text));
    await waitFor(() => expect(page.inMemory()).not.toContain('hers'));
    expect(page.inMemory()).toContain('his');
    await waitFor(() => expect(page.disk.text).not.toContain('hers'));
  });

  test('brought back for the same person it is shown, and AWS is asked nothing', async () => {
    const before = openPage();
    await answerNext(before, ['hers']);
    const page = openPage({ left: before.disk.text });
    await page.settle();
    await waitFor(() => expect(page.result.current.data).toEqual({ items: ['hers'] }));
    expect(page.requests).toHaveLength(0);
  });

  test('where no identity id tells whose it is, another load of the page shows nothing of it', async () => {
    const before = openPage({ withIdentityId: false });
    await answerNext(before, ['hers']);
    const left = before.disk.text.replace(/(\\?"load\\?":)[\d.e-]+/g, (_, name: string) => `${name}0.5`);
    expect(left).not.toBe(before.disk.text);
    const page = openPage({ left, withIdentityId: false });
    await page.settle();
    await waitFor(() => expect(page.requests).toHaveLength(1));
    expect(page.result.current.data).toBeUndefined();
  });

  test('holds no write that waits for the network, whose input may be secret', async () => {
    const { App } = createTestApp();
    const { queryClient, disk } = createPersistedClient();
    const wrapper = ({ children }: { readonly children?: ReactNode }): ReactNode => (
      <QueryClientProvider client={queryClient}>
        <App>{children}</App>
      </QueryClientProvider>
    );
    const { result } = renderHook(() => useAwsMutation(S3Client, PutObjectCommand), { wrapper });
    onlineManager.setOnline(false);
    act(() => result.current.mutate({ Bucket: 'album', Key: 'a', SSECustomerKey: 'CANARY' }));
    await waitFor(() => expect(result.current.isPaused).toBe(true));
    expect(JSON.stringify(dehydrate(queryClient))).toContain('CANARY');
    expect(disk.text).not.toContain('CANARY');
  });
});

test('answers that are keys by their nature are not persisted, other answers are, and other queries as ever', () => {
  const { queryClient, disk } = createPersistedClient();
  const sts = new STSClient({ region: 'eu-west-1' });
  const s3 = new S3Client({ region: 'eu-west-1' });
  queryClient.setQueryData(awsQueryKey(sts, {}, AssumeRoleCommand, {}), { Credentials: 'CANARY' });
  queryClient.setQueryData(awsQueryKey(s3, {}, ListObjectsV2Command, {}), { Contents: 'listing' });
  queryClient.setQueryData(awsQueryKey(s3, {}, GetObjectCommand, { Key: 'a', SSECustomerKey: 'CANARY' }), { ETag: 'tag' });
  queryClient.setQueryData(['weather', null, null, 'GetSecretValueCommand'], 'rain');
  queryClient.setQueryData(['aws', {}, 'SecretsManager', 'GetSecretValueCommand-3', {}], 'CANARY');
  expect(disk.text).not.toContain('CANARY');
  for (const kept of ['listing', 'tag', 'rain']) expect(disk.text).toContain(kept);
});

test.each([
  'AdminInitiateAuth', 'AssociateSoftwareToken', 'AssumeRoleWithSAML', 'AssumeRoot', 'BatchGetSecretValue', 'CreateAccessKey',
  'CreateKeysAndCertificate', 'CreateSession', 'CreateTokenWithIAM', 'Decrypt', 'DescribeUserPoolClient', 'GenerateDataKeyPair', 'GenerateRandom',
  'GetApiKeys', 'GetAuthorizationToken', 'GetClusterCredentials', 'GetCredentialsForIdentity', 'GetDataAccess', 'GetFederationToken',
  'GetOpenIdTokenForDeveloperIdentity', 'GetParametersByPath', 'GetPasswordData', 'GetRoleCredentials', 'GetSecretValue', 'GetSessionToken',
  'GetTokensFromRefreshToken', 'GetWebIdentityToken', 'InitiateAuth', 'RegisterClient', 'RespondToAuthChallenge', 'StartDeviceAuthorization',
])('what %s answers with is a secret, and not persisted', (operation) => {
  const { queryClient, disk } = createPersistedClient();
  queryClient.setQueryData(['aws', {}, 'Any', `${operation}Command`, {}], 'CANARY');
  expect(disk.text).not.toContain('CANARY');
});

test('a query that was asked with a secret is not persisted, since its key shows it', () => {
  const { queryClient, disk } = createPersistedClient();
  const inputs = [{ AccessToken: 'CANARY' }, { Logins: { 'accounts.google.com': 'CANARY' } }, { Filters: [{ sessionToken: 'CANARY' }] }, { MasterUserPassword: 'CANARY' }];
  for (const input of inputs) queryClient.setQueryData(['aws', {}, 'Any', 'GetUserCommand', input], 'answer');
  queryClient.setQueryData(['aws', {}, 'Any', 'ListUsersCommand', { NextToken: 'page 2', ContinuationToken: 'page 3' }], 'people');
  expect(disk.text).not.toMatch(/CANARY|answer/);
  expect(disk.text).toContain('people');
});

function nameOf(snapshot: SessionSnapshot): string {
  return snapshot.status === 'signed-in' ? snapshot.user.username : 'nobody';
}
