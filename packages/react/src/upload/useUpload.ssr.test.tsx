import { createCredentialStore } from '@valetkey/core';
import { createMockProvider, createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import { StrictMode, type ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { CredentialsProvider } from '../provider/CredentialsProvider.tsx';
import { useUpload } from './useUpload.ts';

function Upload(): ReactNode {
  const { status, progress } = useUpload();
  return <progress aria-label={status} value={progress.ratio} />;
}

test('on a server nothing is uploaded: it asks for no credentials and leaves no timer', () => {
  const clock = createSimulatedClock();
  const provider = createMockProvider({ clock });
  const environment = createSimulatedEnvironment({ isServer: true });
  const html = renderToString(
    <StrictMode>
      <CredentialsProvider credentials={createCredentialStore({ provider, clock, environment })} clientDefaults={{ region: 'eu-west-1' }} clock={clock}>
        <Upload />
      </CredentialsProvider>
    </StrictMode>,
  );
  expect(html).toBe('<progress aria-label="idle"></progress>');
  expect(provider.calls).toEqual([]);
  expect([clock.pendingTimers, environment.wakeListeners]).toEqual([0, 0]);
});
