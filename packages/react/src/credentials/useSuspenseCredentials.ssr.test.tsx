import { createCredentialStore } from '@valetkey/core';
import { createMockProvider, createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import { Suspense, type ReactNode } from 'react';
import { renderToReadableStream } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { CredentialsProvider } from '../provider/CredentialsProvider.tsx';
import { useSuspenseCredentials } from './useSuspenseCredentials.ts';

const CANARY = 'CANARY';

function Status(): ReactNode {
  return <p>{useSuspenseCredentials().status}</p>;
}

/** Renders on a server, to the end. */
async function renderOnServer(isShared: boolean) {
  const clock = createSimulatedClock();
  const provider = Object.assign(createMockProvider({ clock }), { personal: true });
  provider.answerAlways({ accessKeyId: `ASIA${CANARY}`, secretAccessKey: CANARY, sessionToken: CANARY });
  // A request's store says of itself that it is none of the server's.
  const environment = createSimulatedEnvironment({ isServer: isShared });
  const errors: unknown[] = [];
  const stream = await renderToReadableStream(
    <CredentialsProvider credentials={createCredentialStore({ provider, clock, environment })} clock={clock}>
      <Suspense fallback={<p>waiting</p>}>
        <Status />
      </Suspense>
    </CredentialsProvider>,
    { onError: (error) => void errors.push(error) },
  );
  await stream.allReady;
  return { html: await new Response(stream).text(), errors, provider, clock };
}

describe('useSuspenseCredentials on a server', () => {
  test('with the request’s own store waits for it, once, and puts no secret into the HTML', async () => {
    const { html, errors, provider, clock } = await renderOnServer(false);
    expect(html).toContain('<p>ready</p>');
    expect(html).not.toContain(CANARY);
    expect(errors).toEqual([]);
    expect(provider.calls).toHaveLength(1);
    expect(clock.pendingTimers).toBe(0);
  });

  test('with a store that requests share asks for nothing: the fallback is sent, and the reason reported', async () => {
    const { html, errors, provider } = await renderOnServer(true);
    expect(html).toContain('<p>waiting</p>');
    expect(html).not.toContain(CANARY);
    expect(errors).toMatchObject([{ code: 'SHARED_ON_SERVER' }]);
    expect(provider.calls).toHaveLength(0);
  });
});
