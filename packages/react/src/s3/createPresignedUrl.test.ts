import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createCredentialStore } from '@valetkey/core';
import { createFakeSession, createMockProvider, createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import { expect, test, vi } from 'vitest';
import { createPresignedUrl } from './createPresignedUrl.ts';

test('an address of the person before is gone in the moment another signs in, whoever looks first', async () => {
  const clock = createSimulatedClock();
  const session = createFakeSession({ clock, initial: { username: 'ada' } });
  const identity = { getEpoch: () => session.getSnapshot().epoch, subscribe: session.subscribe, start: session.start };
  const provider = createMockProvider({ clock, identity });
  const store = createCredentialStore({ provider, clock, environment: createSimulatedEnvironment() });
  const stopStore = store.start();
  const client = new S3Client({ region: 'eu-west-1', credentials: store.provider });
  const command = new GetObjectCommand({ Bucket: 'album', Key: 'sea.jpg' });
  const source = createPresignedUrl({ client, store, command, lifeS: 900 });
  const stop = source.subscribe(() => undefined);
  await vi.waitFor(() => expect(source.getSnapshot().status).toBe('ready'));
  session.signInAs({ username: 'grace' });
  expect(source.getSnapshot()).toMatchObject({ status: 'pending', url: undefined });
  stop();
  stopStore();
  await clock.advanceBy(0);
  expect(clock.pendingTimers).toBe(0);
  client.destroy();
});
