import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { act } from '@testing-library/react';
import { CLIENT_LINGER_MS, createCredentialStore, type CredentialStore, type Policy } from '@valetkey/core';
import { createMockProvider, createSimulatedClock, createSimulatedEnvironment, type MockProvider } from '@valetkey/testing';
import { Activity, Suspense, use, type ReactNode } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { useClient } from '../client/useClient.ts';
import { useCredentials } from '../credentials/useCredentials.ts';
import { CredentialsProvider } from '../provider/CredentialsProvider.tsx';
import { useCredentialsContext } from '../provider/credentialsContext.ts';
import { createTestApp, type TestApp } from '../testKit/createTestApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { useUser } from '../tokens/useUser.ts';
import { CredentialsScope, type CredentialsScopeProps } from './CredentialsScope.tsx';
import type { ScopeSource } from './scopeSource.ts';

const allow = (action: string): Policy => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
});

const READ = allow('s3:GetObject');
const WRITE = allow('s3:PutObject');

/** What a component below sees: the key that each way of asking gives, without the part that all keys share. */
interface Seen {
  readonly status: string;
  readonly source: string | undefined;
  readonly key: string | undefined;
  readonly s3: S3Client;
  readonly dynamo: DynamoDBClient;
}

function createProbe(): { readonly Probe: () => ReactNode; readonly seen: () => Seen; readonly renders: () => number } {
  let last: Seen | undefined;
  let renders = 0;
  return {
    Probe: () => {
      const { status, source, credentials } = useCredentials();
      const seen = { status, source, key: credentials?.accessKeyId, s3: useClient(S3Client), dynamo: useClient(DynamoDBClient) };
      renders += 1;
      last = seen;
      return null;
    },
    seen: () => last!,
    renders: () => renders,
  };
}

const keyOf = async (client: S3Client | DynamoDBClient): Promise<string> => (await client.config.credentials()).accessKeyId;

/** A provider of its own, whose keys are numbered from `firstNumber`, and a store for it. */
function createOther({ clock, environment }: TestApp, firstNumber: number): { readonly provider: MockProvider; readonly store: CredentialStore } {
  const provider = createMockProvider({ clock, source: 'other', firstNumber, narrows: true });
  return { provider, store: createCredentialStore({ provider, clock, environment }) };
}

const settle = ({ clock }: TestApp, ms = 0): Promise<void> => act(() => clock.advanceBy(ms));

/** What a render throws, without React's report of it. */
function errorOf(render: () => unknown): unknown {
  const report = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    render();
    return undefined;
  } catch (error) {
    return error;
  } finally {
    report.mockRestore();
  }
}

describeInBothModes('CredentialsScope', ({ render }) => {
  test('with another store, everything below has its credentials, and it is started and stopped with the scope', async () => {
    const app = createTestApp();
    const { provider, store } = createOther(app, 7_001);
    const { Probe, seen } = createProbe();
    const { rerender } = render(<app.App><CredentialsScope credentials={store}><Probe /></CredentialsScope></app.App>);
    await settle(app);
    expect(seen()).toMatchObject({ status: 'ready', source: 'other', key: expect.stringMatching(/7001$/) });
    expect(await keyOf(seen().s3)).toMatch(/7001$/);
    expect(await keyOf(seen().dynamo)).toMatch(/7001$/);
    await settle(app, 3_600_000);
    expect(provider.calls).toHaveLength(2);
    rerender(<app.App />);
    await settle(app, 7_200_000);
    expect(provider.calls).toHaveLength(2);
    expect(app.provider.calls.length).toBeGreaterThan(2);
  });

  test('with a provider it has a store of its own: one acquisition for all below, none after it is gone', async () => {
    const app = createTestApp();
    const { provider } = createOther(app, 7_001);
    const probes = [createProbe(), createProbe()] as const;
    const { rerender, unmount } = render(
      <app.App>
        <CredentialsScope provider={provider}>
          {probes.map(({ Probe }, n) => <Probe key={n} />)}
        </CredentialsScope>
      </app.App>,
    );
    await settle(app);
    for (const { seen } of probes) expect(await keyOf(seen().s3)).toMatch(/7001$/);
    expect(provider.calls).toHaveLength(1);
    rerender(<app.App />);
    await settle(app, CLIENT_LINGER_MS);
    await settle(app, 7_200_000);
    expect(provider.calls).toHaveLength(1);
    unmount();
    await settle(app, CLIENT_LINGER_MS);
    expect(app.clock.pendingTimers).toBe(0);
    expect(app.environment.wakeListeners).toBe(0);
    expect(app.session.activeStarts).toBe(0);
  });

  test('with a policy, what is left of the credentials around it is obtained once, and those around it go on', async () => {
    const app = createTestApp({ narrows: true });
    const [outside, inside] = [createProbe(), createProbe()];
    render(
      <app.App>
        <outside.Probe />
        <CredentialsScope policy={READ} durationSeconds={900}><inside.Probe /></CredentialsScope>
      </app.App>,
    );
    await settle(app);
    expect(app.provider.narrowed.map(({ scope, held }) => ({ scope, held }))).toEqual([
      { scope: { policy: READ, durationSeconds: 900 }, held: app.credentials },
    ]);
    expect(inside.seen()).toMatchObject({ status: 'ready', source: 'mock, narrowed', key: expect.stringMatching(/1001$/) });
    expect(outside.seen()).toMatchObject({ source: 'mock', key: expect.stringMatching(/0001$/) });
    expect(await keyOf(inside.seen().s3)).toMatch(/1001$/);
    expect(await keyOf(outside.seen().s3)).toMatch(/0001$/);
    expect(app.provider.narrowed[0]?.provider.calls).toHaveLength(1);
    expect(app.provider.calls).toHaveLength(1);
  });

  test('scopes that ask the same share what they get, others do not', async () => {
    const app = createTestApp({ narrows: true });
    const [first, equal, other] = [createProbe(), createProbe(), createProbe()];
    render(
      <app.App>
        <CredentialsScope policy={READ}><first.Probe /></CredentialsScope>
        <CredentialsScope policy={allow('s3:GetObject')}><equal.Probe /></CredentialsScope>
        <CredentialsScope policy={WRITE}><other.Probe /></CredentialsScope>
      </app.App>,
    );
    await settle(app);
    expect([first, equal, other].map(({ seen }) => seen().key?.slice(-4))).toEqual(['1001', '1001', '2001']);
    expect(app.provider.narrowed.map(({ provider }) => provider.calls.length)).toEqual([1, 1]);
  });

  test('a policy written inline is the same scope at every render', async () => {
    const app = createTestApp({ narrows: true });
    const { Probe, seen } = createProbe();
    const ui = (): ReactNode => (
      <app.App>
        <CredentialsScope policy={allow('s3:GetObject')} clientDefaults={{ maxAttempts: 2 }}>
          <Probe />
        </CredentialsScope>
      </app.App>
    );
    const { rerender } = render(ui());
    await settle(app);
    const before = seen().s3;
    rerender(ui());
    await settle(app);
    expect(seen().s3).toBe(before);
    expect(app.provider.narrowed).toHaveLength(1);
    expect(app.provider.narrowed[0]?.provider.calls).toHaveLength(1);
  });

  test('another policy at run time reaches the clients below: they get new ones', async () => {
    const app = createTestApp({ narrows: true });
    const { Probe, seen } = createProbe();
    const ui = (policy: Policy, region: string): ReactNode => (
      <app.App>
        <CredentialsScope policy={policy} clientDefaults={{ region }}><Probe /></CredentialsScope>
      </app.App>
    );
    const { rerender } = render(ui(READ, 'eu-west-1'));
    await settle(app);
    const reading = seen().s3;
    rerender(ui(WRITE, 'eu-west-1'));
    await settle(app);
    expect(seen().s3).not.toBe(reading);
    expect(await keyOf(seen().s3)).toMatch(/2001$/);
    rerender(ui(WRITE, 'us-east-1'));
    await settle(app, CLIENT_LINGER_MS);
    expect(await seen().s3.config.region()).toBe('us-east-1');
    expect(app.provider.narrowed.map(({ provider }) => provider.calls.length)).toEqual([1, 1]);
  });

  test('with a list of services, it is for these alone', async () => {
    const app = createTestApp({ narrows: true });
    const { Probe, seen } = createProbe();
    render(
      <app.App>
        <CredentialsScope policy={READ} services={['S3']} clientDefaults={{ maxAttempts: 7 }}>
          <Probe />
        </CredentialsScope>
      </app.App>,
    );
    await settle(app);
    expect(seen()).toMatchObject({ source: 'mock', key: expect.stringMatching(/0001$/) });
    expect(await keyOf(seen().s3)).toMatch(/1001$/);
    expect(await seen().s3.config.maxAttempts()).toBe(7);
    expect(await keyOf(seen().dynamo)).toMatch(/0001$/);
    expect(await seen().dynamo.config.maxAttempts()).not.toBe(7);
  });

  test('with options per service, it is for every service, and the options are for theirs', async () => {
    const app = createTestApp({ narrows: true });
    const { Probe, seen } = createProbe();
    render(
      <app.App>
        <CredentialsScope policy={READ} services={{ S3: { maxAttempts: 7 } }}><Probe /></CredentialsScope>
      </app.App>,
    );
    await settle(app);
    expect(await keyOf(seen().s3)).toMatch(/1001$/);
    expect(await keyOf(seen().dynamo)).toMatch(/1001$/);
    expect(await seen().s3.config.maxAttempts()).toBe(7);
    expect(await seen().dynamo.config.maxAttempts()).not.toBe(7);
  });

  test('without credentials of its own it sets client options, and the credentials stay those around it', async () => {
    const app = createTestApp();
    const { Probe, seen } = createProbe();
    render(<app.App><CredentialsScope clientDefaults={{ region: 'ap-south-1' }}><Probe /></CredentialsScope></app.App>);
    await settle(app);
    expect(seen().key).toMatch(/0001$/);
    expect(await keyOf(seen().s3)).toMatch(/0001$/);
    expect(await seen().s3.config.region()).toBe('ap-south-1');
  });

  test('an inner policy narrows what the outer one left', async () => {
    const app = createTestApp({ narrows: true });
    const { Probe, seen } = createProbe();
    render(
      <app.App>
        <CredentialsScope policy={READ}>
          <CredentialsScope policy={WRITE}><Probe /></CredentialsScope>
        </CredentialsScope>
      </app.App>,
    );
    await settle(app);
    const [outer] = app.provider.narrowed;
    expect(app.provider.narrowed).toHaveLength(1);
    expect(outer?.provider.narrowed.map(({ scope }) => scope)).toEqual([{ policy: WRITE }]);
    expect(seen().source).toBe('mock, narrowed, narrowed');
  });

  test('a scope for a service narrows what that service signs with, wherever it is set', async () => {
    const app = createTestApp({ narrows: true });
    const { provider, store } = createOther(app, 7_001);
    const { Probe, seen } = createProbe();
    const ui = (
      <CredentialsProvider
        credentials={app.credentials}
        clientDefaults={{ region: 'eu-west-1' }}
        services={{ S3: { credentials: store.provider } }}
        clock={app.clock}
      >
        <CredentialsScope policy={READ} services={['S3']}><Probe /></CredentialsScope>
      </CredentialsProvider>
    );
    render(ui);
    await settle(app);
    expect(await keyOf(seen().s3)).toMatch(/8001$/);
    expect(provider.narrowed.map(({ held }) => held)).toEqual([store]);
    expect(app.provider.narrowed).toEqual([]);
  });

  test('another person: the scope follows, and its old client signs nothing more', async () => {
    const app = createTestApp({ narrows: true });
    const { Probe, seen } = createProbe();
    const userOf: string[] = [];
    const User = (): ReactNode => {
      userOf.push(useUser()?.username ?? '');
      return null;
    };
    render(
      <app.App>
        <CredentialsScope policy={READ} services={['S3']}><Probe /><User /></CredentialsScope>
      </app.App>,
    );
    await settle(app);
    const adas = seen().s3;
    await keyOf(adas);
    await act(async () => {
      app.session.signInAs({ username: 'grace' });
      await app.clock.advanceBy(0);
    });
    expect(userOf.at(-1)).toBe('grace');
    expect(seen().s3).not.toBe(adas);
    expect(await keyOf(seen().s3)).toMatch(/1002$/);
    await expect(keyOf(adas)).rejects.toMatchObject({ code: 'ABORTED' });
    expect(app.provider.narrowed).toHaveLength(1);
    expect(app.provider.narrowed[0]?.provider.calls).toHaveLength(2);
  });

  test('another person: a scope’s own provider that knows no people, and what is left of it, give nothing that was the first one’s', async () => {
    const app = createTestApp();
    const { provider } = createOther(app, 7_001);
    const [all, narrowed] = [createProbe(), createProbe()];
    render(
      <app.App>
        <CredentialsScope provider={provider}>
          <all.Probe />
          <CredentialsScope policy={READ}><narrowed.Probe /></CredentialsScope>
        </CredentialsScope>
      </app.App>,
    );
    await settle(app);
    const adas = [all.seen().s3, narrowed.seen().s3];
    const keys = await Promise.all(adas.map(keyOf));
    await act(async () => {
      app.session.signInAs({ username: 'grace' });
      await app.clock.advanceBy(0);
    });
    for (const client of adas) await expect(keyOf(client)).rejects.toMatchObject({ code: 'ABORTED' });
    const graces = await Promise.all([all.seen().s3, narrowed.seen().s3].map(keyOf));
    expect(graces.filter((key) => keys.includes(key))).toEqual([]);
    expect([all.seen().source, provider.calls.length]).toEqual(['other', 2]);
  });

  test('mounted again a moment later it has the same credentials; later it has new ones, and the old are forgotten', async () => {
    const app = createTestApp({ narrows: true });
    const { Probe, seen } = createProbe();
    let store: CredentialStore | undefined;
    const Store = (): ReactNode => {
      store = useCredentialsContext().credentials;
      return null;
    };
    const open = (
      <app.App>
        <CredentialsScope policy={READ}><Probe /><Store /></CredentialsScope>
      </app.App>
    );
    const { rerender } = render(open);
    await settle(app);
    rerender(<app.App />);
    rerender(open);
    await settle(app, CLIENT_LINGER_MS);
    expect(seen().key).toMatch(/1001$/);
    const gone = store;
    expect(gone?.getSnapshot().status).toBe('ready');
    rerender(<app.App />);
    await settle(app, CLIENT_LINGER_MS);
    expect(gone?.getSnapshot().status).toBe('unknown');
    rerender(open);
    await settle(app);
    expect(seen().key).toMatch(/2001$/);
    expect(app.provider.narrowed.map(({ provider }) => provider.calls.length)).toEqual([1, 1]);
  });

  test('hidden, it stops; shown again, it starts the same store, with credentials of whoever is there then', async () => {
    const app = createTestApp({ narrows: true });
    const { Probe, seen } = createProbe();
    const ui = (mode: 'visible' | 'hidden'): ReactNode => (
      <app.App>
        <Activity mode={mode}>
          <CredentialsScope policy={READ}><Probe /></CredentialsScope>
        </Activity>
      </app.App>
    );
    const { rerender } = render(ui('visible'));
    await settle(app);
    expect(seen().key).toMatch(/1001$/);
    rerender(ui('hidden'));
    await settle(app, CLIENT_LINGER_MS);
    await act(async () => {
      app.session.signInAs({ username: 'grace' });
      await app.clock.advanceBy(0);
    });
    expect(app.provider.narrowed[0]?.provider.calls).toHaveLength(1);
    rerender(ui('visible'));
    await settle(app);
    expect(seen().key).toMatch(/1002$/);
    expect(await keyOf(seen().s3)).toMatch(/1002$/);
  });

  test('a first render that suspends on its credentials obtains them once', async () => {
    const app = createTestApp({ narrows: true });
    const ready = new WeakMap<CredentialStore, Promise<unknown>>();
    const Waiting = (): ReactNode => {
      const { credentials } = useCredentialsContext();
      const promise = ready.get(credentials) ?? credentials.whenReady();
      ready.set(credentials, promise);
      use(promise);
      return 'there';
    };
    const ui = (
      <app.App>
        <Suspense fallback="waiting">
          <CredentialsScope policy={READ}><Waiting /></CredentialsScope>
        </Suspense>
      </app.App>
    );
    const { container } = await act(() => Promise.resolve(render(ui)));
    await settle(app);
    expect(container.textContent).toBe('there');
    expect(app.provider.narrowed).toHaveLength(1);
    expect(app.provider.narrowed[0]?.provider.calls).toHaveLength(1);
  });

  test('a refresh of its credentials renders nobody but who shows them', async () => {
    const app = createTestApp({ narrows: true });
    let renders = 0;
    let store: CredentialStore | undefined;
    const Leaf = (): ReactNode => {
      renders += 1;
      store = useCredentialsContext().credentials;
      useClient(S3Client);
      return null;
    };
    render(<app.App><CredentialsScope policy={READ}><Leaf /></CredentialsScope></app.App>);
    await settle(app);
    const before = renders;
    await act(() => store!.refresh());
    expect(app.provider.narrowed[0]?.provider.calls).toHaveLength(2);
    expect(renders).toBe(before);
  });

  describe('is refused when mounted', () => {
    const around = createTestApp({ narrows: true });
    const { store, provider } = createOther(around, 1);
    const props = (given: object): CredentialsScopeProps => given as ScopeSource;

    test.each<[string, object, object]>([
      ['two ways at once', { credentials: store, policy: READ }, { code: 'INVALID_OPTION', message: /credentials and policy exclude each other/ }],
      ['a policy that is undefined', { policy: undefined }, { code: 'INVALID_OPTION', message: /policy of a scope is undefined/ }],
      ['a duration with nothing to limit', { provider, durationSeconds: 900 }, { code: 'INVALID_OPTION', message: /durationSeconds needs/ }],
      ['something that is no store', { credentials: provider }, { code: 'INVALID_OPTION', message: /no credential store/ }],
      ['something that is no provider', { provider: store }, { code: 'INVALID_OPTION', message: /no function/ }],
      ['no services at all', { policy: READ, services: [] }, { code: 'INVALID_OPTION', message: /services of a scope is empty/ }],
      ['a misspelt service', { policy: READ, services: ['S3Client'] }, { code: 'UNKNOWN_SERVICE', message: /should be "S3"/ }],
      ['options of a misspelt service', { services: { S3Client: {} } }, { code: 'UNKNOWN_SERVICE', message: /should be "S3"/ }],
    ])('%s', (_name, given, expected) => {
      const error = errorOf(() => render(<around.App><CredentialsScope {...props(given)} /></around.App>)) as Error;
      expect(error).toMatchObject({ ...expected, message: expect.stringMatching((expected as { message: RegExp }).message) });
    });

    test('a policy over credentials that cannot be narrowed, and the error says what can be', () => {
      const { App } = createTestApp();
      const error = errorOf(() => render(<App><CredentialsScope policy={READ} /></App>));
      expect(error).toMatchObject({ code: 'SCOPE_UNSUPPORTED', fix: expect.stringContaining('withRoleChaining') });
    });

    test('a policy over credentials that come from no store', () => {
      const { credentials } = createTestApp();
      const services = { S3: { credentials: () => credentials.getCredentials() } };
      const ui = (
        <CredentialsProvider credentials={credentials} services={services}>
          <CredentialsScope policy={READ} services={['S3']} />
        </CredentialsProvider>
      );
      expect(errorOf(() => render(ui))).toMatchObject({ code: 'SCOPE_UNSUPPORTED' });
    });

    test('a policy for every service that would not reach one of them', () => {
      const { credentials } = createTestApp({ narrows: true });
      const ui = (scope: ReactNode): ReactNode => (
        <CredentialsProvider credentials={credentials} services={{ S3: { credentials: store.provider } }}>{scope}</CredentialsProvider>
      );
      const error = errorOf(() => render(ui(<CredentialsScope policy={READ} />))) as Error;
      expect(error).toMatchObject({ code: 'INVALID_OPTION', message: expect.stringContaining("services={['S3']}") });
      expect(errorOf(() => render(ui(<CredentialsScope roleArn="arn:aws:iam::123456789012:role/reader" />)))).toBeUndefined();
    });

    test('a policy for services that sign with different credentials', () => {
      const { credentials } = createTestApp({ narrows: true });
      const ui = (
        <CredentialsProvider credentials={credentials} services={{ S3: { credentials: store.provider } }}>
          <CredentialsScope policy={READ} services={['S3', 'DynamoDB']} />
        </CredentialsProvider>
      );
      expect(errorOf(() => render(ui))).toMatchObject({ message: expect.stringContaining('give each a scope of its own') });
    });

    test('a scope outside of a provider', () => {
      expect(errorOf(() => render(<CredentialsScope policy={READ} />))).toMatchObject({ code: 'PROVIDER_MISSING' });
    });
  });
});

test('rendered on a server again and again, it makes one store for one store around it, and starts nothing', async () => {
  const { renderToString } = await import('react-dom/server');
  const clock = createSimulatedClock();
  const environment = createSimulatedEnvironment({ isServer: true });
  const provider = createMockProvider({ clock, narrows: true });
  const credentials = createCredentialStore({ provider, clock, environment });
  const page = (
    <CredentialsProvider credentials={credentials} clock={clock}>
      <CredentialsScope policy={READ}>text</CredentialsScope>
    </CredentialsProvider>
  );
  expect([renderToString(page), renderToString(page)]).toEqual(['text', 'text']);
  expect(provider.narrowed.map((one) => one.provider.calls.length)).toEqual([0]);
  expect(clock.pendingTimers).toBe(0);
});
