import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { dehydrate, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createCredentialStore } from '@valetkey/core';
import { createFakeSession, createMockProvider, createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import { StrictMode, type ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { useClient } from '../client/useClient.ts';
import { useCredentials } from '../credentials/useCredentials.ts';
import { awsQueryOptions } from '../query/awsQueryOptions.ts';
import { createAwsQueryTarget } from '../query/awsQueryTarget.ts';
import { useAwsQuery } from '../query/useAwsQuery.ts';
import { Show } from '../show/Show.tsx';
import { SignedIn } from '../show/SignedIn.tsx';
import { createScriptedService, ListCommand } from '../testKit/createScriptedService.ts';
import { useSession } from '../tokens/useSession.ts';
import { useUser } from '../tokens/useUser.ts';
import { CredentialsProvider } from './CredentialsProvider.tsx';

const CANARY = 'CANARY';
const SECRET = `${CANARY} SECRET`;

function setUp(isServer = true) {
  const clock = createSimulatedClock();
  const environment = createSimulatedEnvironment({ isServer });
  const session = createFakeSession({ clock, initial: { username: CANARY, email: `${CANARY}@example.com` } });
  const provider = createMockProvider({ clock });
  provider.answerAlways({ accessKeyId: `ASIA${CANARY}`, secretAccessKey: SECRET, sessionToken: SECRET, identityId: CANARY });
  return { clock, environment, session, provider, credentials: createCredentialStore({ provider, clock, environment }) };
}

function Everything(): ReactNode {
  const { status, credentials, identityId } = useCredentials();
  const session = useSession();
  const user = useUser();
  const client = useClient(S3Client);
  const photos = useAwsQuery(S3Client, ListObjectsV2Command, { Bucket: 'album' });
  return (
    <p>
      {status} {credentials?.accessKeyId} {identityId} {session.status} {user?.username} {client.config.serviceId}{' '}
      {photos.status}
      <SignedIn pending="who?">{CANARY}</SignedIn>
      <Show when={(_session, { credentials: keys }) => keys !== undefined}>{CANARY}</Show>
    </p>
  );
}

function renderApp({ clock, session, credentials }: ReturnType<typeof setUp>): string {
  return renderToString(
    <StrictMode>
      <QueryClientProvider client={new QueryClient()}>
        <CredentialsProvider session={session} credentials={credentials} clientDefaults={{ region: 'eu-west-1' }} clock={clock}>
          <Everything />
        </CredentialsProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}

test('on a server everything renders as if nobody were known, with no call and no timer', () => {
  const app = setUp();
  const html = renderApp(app);
  expect(html.replaceAll('<!-- -->', '')).toBe('<p>unknown   unknown  S3 pendingwho?</p>');
  expect(app.provider.calls).toHaveLength(0);
  expect(app.environment.requests).toBe(0);
  expect(app.session.activeStarts).toBe(0);
  expect(app.clock.pendingTimers).toBe(0);
  expect(app.environment.wakeListeners).toBe(0);
});

test('a store that has credentials already tells the HTML nothing of them', async () => {
  const app = setUp();
  await app.credentials.getCredentials();
  expect(app.credentials.getSnapshot().status).toBe('ready');
  const html = renderApp(app);
  expect(html).not.toContain(CANARY);
  expect(html).toContain('unknown');
});

test('what a server hands to the page beside the HTML, to hydrate its queries from, holds no secret', async () => {
  const app = setUp();
  const { Client, requests } = createScriptedService();
  const client = new Client({ credentials: app.credentials.provider });
  await app.credentials.whenReady();
  const queryClient = new QueryClient();
  const target = createAwsQueryTarget(client, { region: 'eu-west-1', credentials: app.credentials.provider });
  const fetched = queryClient.prefetchQuery(awsQueryOptions(target, ListCommand, { Bucket: 'album' }));
  await app.clock.advanceBy(0);
  requests[0]?.answer({ items: ['photo'] });
  await fetched;
  const payload = JSON.stringify([dehydrate(queryClient), app.credentials.getServerSnapshot()]);
  expect(payload).toContain('photo');
  for (const secret of [SECRET, `ASIA${CANARY}`]) expect(payload).not.toContain(secret);
});
