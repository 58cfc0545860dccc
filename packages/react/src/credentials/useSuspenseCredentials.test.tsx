import { act, fireEvent } from '@testing-library/react';
import { createCredentialStore, CredentialsError } from '@valetkey/core';
import { Suspense, type ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTestApp, type TestApp } from '../testKit/createTestApp.tsx';
import { CredentialsProvider } from '../provider/CredentialsProvider.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { ErrorBoundary } from '../testKit/ErrorBoundary.tsx';
import { ERROR_LINGER_MS } from './suspendUntilKnown.ts';
import { useSuspenseCredentials } from './useSuspenseCredentials.ts';

// React reports what a boundary catches.
beforeEach(() => vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => vi.restoreAllMocks());

function Key(): ReactNode {
  const known = useSuspenseCredentials();
  return `${known.status} ${known.credentials?.accessKeyId.slice(-4)} `;
}

/** Three components that wait, in one boundary each. */
const page = (
  <>
    {['a', 'b', 'c'].map((name) => (
      <ErrorBoundary key={name}>
        <Suspense fallback="waiting ">
          <Key />
        </Suspense>
      </ErrorBoundary>
    ))}
  </>
);

describeInBothModes('useSuspenseCredentials', ({ render }) => {
  const open = (app: TestApp, children: ReactNode = page) => {
    const view = render(<app.App>{children}</app.App>);
    const text = (): string | null => view.container.textContent;
    const tryAgain = (): void => view.getAllByRole('button').forEach((button) => fireEvent.click(button));
    return { ...view, text, tryAgain, settle: () => act(() => app.clock.advanceBy(0)) };
  };

  test('three components wait for one attempt and are given what it obtained', async () => {
    const app = createTestApp();
    const asked = vi.spyOn(app.credentials, 'whenReady');
    const release = app.provider.hold();
    const { text, settle } = open(app);
    await settle();
    expect(asked).toHaveBeenCalledTimes(1);
    expect(text()).toBe('waiting waiting waiting ');
    release();
    await settle();
    expect(text()).toBe('ready 0001 ready 0001 ready 0001 ');
    expect(app.provider.calls).toHaveLength(1);
  });

  test('also where the whole app is suspended, so that nothing has started the store', async () => {
    const { App, clock, provider } = createTestApp();
    const { container } = render(
      <Suspense fallback="waiting ">
        <App>
          <Key />
        </App>
      </Suspense>,
    );
    expect(container.textContent).toBe('waiting ');
    await act(() => clock.advanceBy(0));
    expect(container.textContent).toBe('ready 0001 ');
    expect(provider.calls).toHaveLength(1);
  });

  test('that nobody is signed in is told, not thrown', async () => {
    const app = createTestApp();
    app.provider.answerAlways(new CredentialsError('NOT_SIGNED_IN'));
    const { text, settle } = open(app);
    await settle();
    expect(text()).toBe('signed-out undefined '.repeat(3));
    expect(app.provider.calls).toHaveLength(1);
  });

  test('a failure is thrown to every boundary, after one attempt', async () => {
    const app = createTestApp();
    app.provider.answerAlways(new CredentialsError('IDENTITY_POOL_NOT_FOUND'));
    const { text, settle } = open(app);
    await settle();
    expect(text()).toBe('IDENTITY_POOL_NOT_FOUND'.repeat(3));
    expect(app.provider.calls).toHaveLength(1);
  });

  test('trying again is a new attempt, one for all, that replaces the one that failed', async () => {
    const app = createTestApp();
    app.provider.answerAlways(new CredentialsError('SERVICE_REFUSED'));
    const { text, settle, tryAgain } = open(app);
    await settle();
    const before = app.provider.calls.length;
    expect(text()).toBe('SERVICE_REFUSED'.repeat(3));
    app.provider.answerAlways(undefined);
    const release = app.provider.hold();
    // No timer of the store fires: what follows is the components' doing.
    app.clock.jumpBy(ERROR_LINGER_MS);
    tryAgain();
    expect(text()).toBe('waiting waiting waiting ');
    release();
    await settle();
    expect(text()).toMatch(/^(ready \d{4} ){3}$/);
    expect(app.provider.calls).toHaveLength(before + 1);
  });

  test('trying again within a second of the failure is given the same, and asks nobody', async () => {
    const app = createTestApp();
    app.provider.answerAlways(new CredentialsError('SERVICE_REFUSED'));
    const { text, settle, tryAgain } = open(app);
    await settle();
    const before = app.provider.calls.length;
    app.clock.jumpBy(ERROR_LINGER_MS - 1);
    tryAgain();
    expect(text()).toBe('SERVICE_REFUSED'.repeat(3));
    expect(app.provider.calls).toHaveLength(before);
  });

  test('every attempt that fails is told, however late React renders', async () => {
    const app = createTestApp();
    app.provider.answerAlways(new CredentialsError('SERVICE_REFUSED'));
    const { text, settle, tryAgain } = open(app);
    await settle();
    for (let round = 0; round < 3; round += 1) {
      app.clock.jumpBy(10 * ERROR_LINGER_MS);
      tryAgain();
      await settle();
      expect(text()).toBe('SERVICE_REFUSED'.repeat(3));
    }
  });

  test('another person’s credentials are waited for anew, and follow a failure of the one before', async () => {
    const app = createTestApp();
    const { text, settle } = open(app);
    await settle();
    const release = app.provider.hold();
    act(() => app.session.signInAs({ username: 'grace' }));
    await settle();
    expect(text()).toContain('waiting');
    release();
    await settle();
    // What React hides while it waits is still in the document.
    expect(text()?.replaceAll('waiting ', '')).toBe('ready 0002 '.repeat(3));
  });

  test('credentials that the issuer withdraws make way for the reason, and what it has just refused is not asked again', async () => {
    const app = createTestApp();
    const { text, settle } = open(app);
    await settle();
    app.provider.answerNext(new CredentialsError('IDENTITY_POOL_NOT_FOUND'));
    await act(() => app.credentials.refresh().catch(() => undefined));
    await settle();
    expect(text()).toBe('IDENTITY_POOL_NOT_FOUND'.repeat(3));
    expect(app.provider.calls).toHaveLength(2);
  });

  test('two stores are waited for separately', async () => {
    const [one, other] = [createTestApp(), createTestApp()];
    other.provider.answerAlways(new CredentialsError('NETWORK'));
    const { text, settle } = open(
      one,
      <>
        {page}
        <CredentialsProvider credentials={createCredentialStore({ provider: other.provider, clock: one.clock, environment: one.environment })} clock={one.clock}>
          {page}
        </CredentialsProvider>
      </>,
    );
    await settle();
    expect(text()).toBe(`${'ready 0001 '.repeat(3)}${'NETWORK'.repeat(3)}`);
  });
});
