import { createCredentialStore, createObservable } from '@valetkey/core';
import { createMockProvider, createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import { expect, test } from 'vitest';
import { createCallerIdentity, type CallerIdentity } from './createCallerIdentity.ts';

/** A store, and an AWS that answers when the test says so. */
function setUp() {
  const clock = createSimulatedClock();
  const epoch = createObservable(0);
  const identity = { getEpoch: epoch.getSnapshot, subscribe: epoch.subscribe, start: () => () => undefined };
  const store = createCredentialStore({ provider: createMockProvider({ clock, identity }), clock, environment: createSimulatedEnvironment() });
  const asked: { readonly answer: (name: string) => void; readonly fail: () => void }[] = [];
  const source = createCallerIdentity(
    store,
    () =>
      new Promise<CallerIdentity>((resolve, reject) => {
        asked.push({
          answer: (name) => resolve({ account: '1', arn: name, userId: name }),
          fail: () => reject(new Error('broken')),
        });
      }),
  );
  const stopStore = store.start();
  const settle = (): Promise<void> => clock.advanceBy(0);
  return { clock, store, source, asked, settle, stopStore, changeIdentity: () => epoch.set(epoch.getSnapshot() + 1) };
}

test('asks nothing while nobody watches, and nothing more once the last has stopped', async () => {
  const { source, asked, settle, changeIdentity } = setUp();
  await settle();
  expect(asked).toHaveLength(0);
  const stops = [source.subscribe(() => undefined), source.subscribe(() => undefined)];
  await settle();
  expect(asked).toHaveLength(1);
  asked[0]!.answer('hers');
  await settle();
  stops[0]!();
  changeIdentity();
  await settle();
  expect(asked).toHaveLength(2);
  asked[1]!.answer('his');
  await settle();
  stops[1]!();
  changeIdentity();
  await settle();
  expect(asked).toHaveLength(2);
});

test('an answer about the person before is dropped, however late it comes', async () => {
  const { source, asked, settle, changeIdentity } = setUp();
  source.subscribe(() => undefined);
  await settle();
  changeIdentity();
  await settle();
  asked[1]!.answer('his');
  await settle();
  asked[0]!.answer('hers');
  await settle();
  expect(source.getSnapshot()).toMatchObject({ status: 'ready', arn: 'his' });
});

test('a failure about the person before is dropped, too', async () => {
  const { source, asked, settle, changeIdentity } = setUp();
  source.subscribe(() => undefined);
  await settle();
  changeIdentity();
  await settle();
  asked[0]!.fail();
  await settle();
  expect(source.getSnapshot().status).toBe('loading');
});

test('what is no error of credentials is told as one that passes', async () => {
  const { source, asked, settle } = setUp();
  source.subscribe(() => undefined);
  await settle();
  asked[0]!.fail();
  await settle();
  expect(source.getSnapshot().error).toMatchObject({ code: 'SERVICE_UNAVAILABLE', cause: new Error('broken') });
});

test('asking again while it is being asked is one request', async () => {
  const { source, asked, settle } = setUp();
  source.subscribe(() => undefined);
  await settle();
  const again = source.refetch();
  asked[0]!.answer('hers');
  await again;
  expect(asked).toHaveLength(1);
});

test('watched anew, what was known of somebody else is not there for a moment', async () => {
  const { source, asked, settle, changeIdentity } = setUp();
  const stop = source.subscribe(() => undefined);
  await settle();
  asked[0]!.answer('hers');
  await settle();
  stop();
  changeIdentity();
  await settle();
  expect(source.getSnapshot().status).toBe('unknown');
});

test('watched anew, what was known of the person is there without a request', async () => {
  const { source, asked, settle } = setUp();
  const stop = source.subscribe(() => undefined);
  await settle();
  asked[0]!.answer('hers');
  await settle();
  stop();
  source.subscribe(() => undefined);
  expect(source.getSnapshot().status).toBe('ready');
  await settle();
  expect(asked).toHaveLength(1);
});
