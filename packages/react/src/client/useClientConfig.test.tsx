import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { act } from '@testing-library/react';
import type { ClientOptions } from '@valetkey/core';
import { Profiler, type ReactNode } from 'react';
import { expect, test } from 'vitest';
import { CredentialsProvider } from '../provider/CredentialsProvider.tsx';
import { CredentialsScope } from '../scope/CredentialsScope.tsx';
import { createTestApp } from '../testKit/createTestApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { useClient } from './useClient.ts';
import { useClientConfig } from './useClientConfig.ts';

describeInBothModes('useClientConfig', ({ render, renderHook }) => {
  test('tells each option and the level it came from, endpoint, region and retry among them', async () => {
    const { App, clock } = createTestApp({
      narrows: true,
      clientDefaults: { region: 'eu-west-1', endpoint: 'http://default', retryMode: 'standard', maxAttempts: 2 },
      services: { S3: { endpoint: 'http://service', useAccelerateEndpoint: false } },
    });
    const policyArns = ['arn:aws:iam::aws:policy/ReadOnlyAccess'];
    const wrapper = ({ children }: { readonly children: ReactNode }): ReactNode => (
      <App>
        <CredentialsScope policyArns={policyArns} clientDefaults={{ region: 'us-east-1' }}>
          <CredentialsScope services={{ S3: { maxAttempts: 5 } }}>{children}</CredentialsScope>
        </CredentialsScope>
      </App>
    );
    const { result } = renderHook(
      () => [useClientConfig(S3Client, { forcePathStyle: true }), useClientConfig(DynamoDBClient)] as const,
      { wrapper },
    );
    await act(() => clock.advanceBy(0));
    expect(result.current).toEqual([
      {
        forcePathStyle: { value: true, level: 'hook' },
        maxAttempts: { value: 5, level: 'service-scope' },
        endpoint: { value: 'http://service', level: 'service' },
        useAccelerateEndpoint: { value: false, level: 'service' },
        region: { value: 'us-east-1', level: 'scope' },
        credentials: { value: 'mock, narrowed', level: 'scope' },
        retryMode: { value: 'standard', level: 'provider' },
      },
      {
        region: { value: 'us-east-1', level: 'scope' },
        credentials: { value: 'mock, narrowed', level: 'scope' },
        endpoint: { value: 'http://default', level: 'provider' },
        retryMode: { value: 'standard', level: 'provider' },
        maxAttempts: { value: 2, level: 'provider' },
      },
    ]);
  });

  test('agrees with the client that useClient gives', async () => {
    const { App } = createTestApp({ clientDefaults: { region: 'eu-west-1', maxAttempts: 2 }, services: { S3: { maxAttempts: 4 } } });
    const { result } = renderHook(() => ({ client: useClient(S3Client), config: useClientConfig(S3Client) }), { wrapper: App });
    const { client, config } = result.current;
    expect(await client.config.region()).toBe(config.region?.value);
    expect(await client.config.maxAttempts()).toBe(config.maxAttempts?.value);
  });

  test('takes an option that is never equal to itself, such as functions written inline, at every render anew', () => {
    const { App } = createTestApp();
    const say = (): void => undefined;
    const { result, rerender } = renderHook(() => useClientConfig(S3Client, { logger: { debug: () => say(), info: say, warn: say, error: say } }), {
      wrapper: App,
    });
    const before = result.current;
    rerender();
    expect(result.current.logger?.level).toBe('hook');
    expect(result.current).not.toBe(before);
  });

  test('follows a change of the provider’s options, as the client does, and is the same object until then', async () => {
    const { credentials, clock } = createTestApp();
    const seen: { readonly region: unknown; readonly actual: string; readonly config: object }[] = [];
    const Reader = (): ReactNode => {
      const config = useClientConfig(S3Client, { forcePathStyle: true });
      const client = useClient(S3Client, { forcePathStyle: true });
      return (
        <Profiler
          id="reader"
          onRender={() => void client.config.region().then((actual) => seen.push({ region: config.region, actual, config }))}
        >
          {null}
        </Profiler>
      );
    };
    const app = (defaults: ClientOptions): ReactNode => (
      <CredentialsProvider credentials={credentials} clientDefaults={defaults} clock={clock}>
        <Reader />
      </CredentialsProvider>
    );
    const { rerender } = render(app({ region: 'eu-west-1' }));
    rerender(app({ region: 'eu-west-1' }));
    await act(() => clock.advanceBy(0));
    const [first, last] = [seen.at(0), seen.at(-1)];
    expect(last?.config).toBe(first?.config);
    rerender(app({ region: 'us-east-1' }));
    await act(() => clock.advanceBy(0));
    expect(seen.at(-1)).toMatchObject({ region: { value: 'us-east-1', level: 'provider' }, actual: 'us-east-1' });
  });
});
