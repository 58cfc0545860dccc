import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { createSignInOnlySession } from '@valetkey/cognito';
import { createClientCache, createCredentialStore, type Clock } from '@valetkey/core';
import { createEmulator, createEmulatorClock, emulatorDefaults } from '@valetkey/emulator';
import { createInPageFetch, createInPageRequestHandler } from '@valetkey/emulator/in-page';
import { createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fromCognitoIdentityPool } from './index.ts';

const { bucket, identityPoolId, region, user, userPoolId, userPoolClientId } = emulatorDefaults;
const HOUR_MS = 3_600_000;

// The SDK signs by the device's own clock.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.useRealTimers();
});

const stops: (() => void)[] = [];

/** A device whose clock is off, and a person who has signed in on it. */
async function setUp(offMs: number) {
  const trueClock = createSimulatedClock();
  const emulator = createEmulator({ clock: createEmulatorClock(trueClock.now) });
  let deviceOffMs = offMs;
  let changeAnswer = (answer: Response): Response => answer;
  const clock: Clock = { ...trueClock, now: () => trueClock.now() + deviceOffMs };
  const inPage = createInPageFetch(emulator);
  const environment = createSimulatedEnvironment({ fetch: async (...request) => changeAnswer(await inPage(...request)), clock: trueClock });
  const session = createSignInOnlySession({ userPoolId, userPoolClientId, authFlow: 'password', clock, environment });
  const provider = fromCognitoIdentityPool({ identityPoolId, logins: session, clock, environment });
  const store = createCredentialStore({ provider, clock, environment });
  stops.push(session.start(), store.start());
  const { step } = session.signIn.getSnapshot();
  if (step.kind === 'password') await step.submit({ username: user.email, password: user.password });

  const requestHandler = createInPageRequestHandler(emulator);
  const client = createClientCache({ clock }).get(S3Client, { defaults: { region, credentials: store.provider, requestHandler, forcePathStyle: true } });
  const tellTime = (): unknown => vi.setSystemTime(clock.now());
  tellTime();
  emulator.calls.clear();
  return {
    /** Lists the bucket, and gives what that took. Rejects when AWS refuses for good. */
    async list() {
      await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'public/' }));
      const calls = emulator.calls.all().map(({ operation, status }) => (status < 300 ? operation : `${operation} ${status}`));
      emulator.calls.clear();
      return calls;
    },
    /** From now on a cache answers, with the time of an old answer. */
    answerFromCache() {
      changeAnswer = ({ body, status, headers }) =>
        new Response(body, { status, headers: { ...Object.fromEntries(headers), age: '86400', date: 'Wed, 31 Dec 2025 00:00:00 GMT' } });
    },
    jumpBy(ms: number) {
      deviceOffMs += ms;
      tellTime();
    },
    async passTime(ms: number) {
      await trueClock.advanceBy(ms);
      tellTime();
    },
  };
}

// What a person notices of none of these: a request that a service refuses is sent once more, by its own time.
const renewed = ['GetCredentialsForIdentity', 'S3.ListObjectsV2'];

describe.each([
  {
    what: 'five hours ahead',
    offMs: 5 * HOUR_MS,
    afterJump: ['GetTokensFromRefreshToken', ...renewed],
    atNextExpiry: renewed,
  },
  {
    what: 'five hours behind',
    offMs: -5 * HOUR_MS,
    afterJump: ['S3.ListObjectsV2 403', 'S3.ListObjectsV2'],
    atNextExpiry: ['S3.ListObjectsV2 400', 'GetCredentialsForIdentity 400', 'GetTokensFromRefreshToken', ...renewed],
  },
])('a device whose clock is $what', ({ offMs, afterJump, atNextExpiry }) => {
  it('signs correctly from the first request on, and makes no call more than any other', async () => {
    const { list, passTime } = await setUp(offMs);
    expect(await list()).toEqual(['GetId', ...renewed]);
    expect(await list()).toEqual(['S3.ListObjectsV2']);
    await passTime(HOUR_MS);
    expect(await list()).toEqual(renewed);
  });

  it('is not misled by the time of a cached answer', async () => {
    const { list, answerFromCache, passTime } = await setUp(offMs);
    await list();
    answerFromCache();
    await passTime(HOUR_MS);
    expect(await list()).toEqual(renewed);
    expect(await list()).toEqual(['S3.ListObjectsV2']);
  });

  it('makes one more call of a kind at most when that happened in the middle of a session, and fails nobody', async () => {
    const { list, jumpBy, passTime } = await setUp(0);
    await list();
    jumpBy(offMs);
    expect(await list()).toEqual(afterJump);
    expect(await list()).toEqual(['S3.ListObjectsV2']);
    await passTime(HOUR_MS);
    expect(await list()).toEqual(atNextExpiry);
    expect(await list()).toEqual(['S3.ListObjectsV2']);
  });
});
