import { GetObjectCommand } from '@aws-sdk/client-s3';
import { createCredentialStore } from '@valetkey/core';
import { createMockProvider, createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { CredentialsProvider } from '../provider/CredentialsProvider.tsx';
import { usePresignedUrl } from './usePresignedUrl.ts';

function Photo(): ReactNode {
  const { status, url } = usePresignedUrl(GetObjectCommand, { Bucket: 'album', Key: 'sea.jpg' });
  return <img alt={status} src={url} />;
}

test('a server signs nothing: its HTML holds no address, although the store has credentials', async () => {
  const clock = createSimulatedClock();
  const provider = createMockProvider({ clock });
  const credentials = createCredentialStore({ provider, clock, environment: createSimulatedEnvironment({ isServer: true }) });
  await credentials.getCredentials();
  const html = renderToString(
    <CredentialsProvider credentials={credentials} clientDefaults={{ region: 'eu-west-1' }}>
      <Photo />
    </CredentialsProvider>,
  );
  expect(html).toBe('<img alt="pending"/>');
  expect(provider.calls).toHaveLength(1);
  expect(clock.pendingTimers).toBe(0);
});
