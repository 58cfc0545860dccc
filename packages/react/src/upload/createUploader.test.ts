import { AbortMultipartUploadCommand, S3Client } from '@aws-sdk/client-s3';
import { CLIENT_LINGER_MS } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import { describe, expect, test } from 'vitest';
import { createUploadWorld, type UploadWorld } from '../testKit/createUploadWorld.ts';
import { NETWORK_WAIT_MS } from './awaitNetwork.ts';
import { createUploader } from './createUploader.ts';
import { PROGRESS_INTERVAL_MS } from './createUploadRun.ts';
import type { UploadBody } from './readUploadInput.ts';
import type { UploadState } from './uploadState.ts';

/** Three parts. */
const BODY = 'one,two,3';

const at = (Key: string, Body: UploadBody = BODY) => ({ Bucket: emulatorDefaults.bucket, Key, Body });

/** An uploader that sends one part at a time, and every state it was in. */
async function setUp(options?: Parameters<typeof createUploadWorld>[0]) {
  const world = await createUploadWorld(options);
  const uploader = createUploader(world);
  const states: UploadState[] = [];
  uploader.subscribe(() => states.push(uploader.getSnapshot()));
  const target = { ...world.target, parts: { queueSize: 1 } };
  return { ...world, uploader, target, statuses: () => states.map(({ status, isWaiting }) => (isWaiting ? 'waiting' : status)) };
}

const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (error: Error) => ('code' in error ? error.code : error.name),
  );

/** Lets everything happen that needs no time. */
const settle = ({ clock }: UploadWorld): Promise<void> => clock.advanceBy(0);

describe('uploads', () => {
  test.each([
    ['a file', new File([BODY], 'a.txt')],
    ['an ArrayBuffer', new TextEncoder().encode(BODY).buffer],
    ['a view of a part of one', new Uint8Array(new TextEncoder().encode(`--${BODY}--`).buffer, 2, BODY.length)],
    ['text', BODY],
    ['a stream', new Blob([BODY]).stream()],
  ])('%s in parts', async (_, body) => {
    const { uploader, target, stored, answers, statuses } = await setUp();
    expect(uploader.getSnapshot().status).toBe('idle');
    const result = await uploader.start(target, at('a', body));
    expect(stored('a')).toBe(BODY);
    expect(answers('UploadPart')).toEqual([200, 200, 200]);
    expect(result.ETag).toMatch(/-3"$/);
    expect(uploader.getSnapshot()).toEqual({
      status: 'done',
      progress: { loaded: BODY.length, total: BODY.length, ratio: 1 },
      isWaiting: false,
      error: undefined,
      result,
    });
    expect(statuses()).toEqual(['uploading', 'done']);
  });

  test('what fits into a part in one request, with everything that PutObject takes', async () => {
    const { uploader, target, stored, answers, emulator } = await setUp();
    await uploader.start(target, { ...at('a', new Blob(['abc'])), ContentType: 'text/plain', Metadata: { by: 'ada' } });
    expect(stored('a')).toBe('abc');
    expect(answers('PutObject')).toEqual([200]);
    expect(emulator.exportState().s3.buckets[emulatorDefaults.bucket]?.objects['a']).toMatchObject({
      headers: { 'content-type': 'text/plain' },
      metadata: { by: 'ada' },
    });
  });

  test('an empty file, which is all there from the beginning', async () => {
    const { uploader, target, stored } = await setUp();
    const done = uploader.start(target, at('a', new Blob([])));
    expect(uploader.getSnapshot().progress).toEqual({ loaded: 0, total: 0, ratio: 1 });
    await done;
    expect(stored('a')).toBe('');
  });

  test('one object after the other', async () => {
    const { uploader, target, stored } = await setUp();
    await uploader.start(target, at('a', 'first'));
    await uploader.start(target, at('b', 'second'));
    expect([stored('a'), stored('b')]).toEqual(['first', 'second']);
  });
});

describe('progress', () => {
  test('is told when parts arrive, at most every tenth of a second, and exactly at the end', async () => {
    const world = await setUp({ tellsProgress: true });
    const second = world.hold('UploadPart');
    const shown: number[] = [];
    world.uploader.subscribe(() => shown.push(world.uploader.getSnapshot().progress.loaded));
    const done = world.uploader.start(world.target, at('a'));
    await second.sent;
    for (const loaded of [1, 2, 3]) world.tellProgress(1, loaded, 4);
    await world.clock.advanceBy(PROGRESS_INTERVAL_MS);
    expect(shown).toEqual([0, 3]);
    await world.clock.advanceBy(PROGRESS_INTERVAL_MS * 10);
    expect(shown).toEqual([0, 3]);
    second.release();
    await done;
    expect(shown).toEqual([0, 3, BODY.length]);
  });

  test('of a stream is unknown until it ends', async () => {
    const world = await setUp();
    const part = world.hold('UploadPart');
    const done = world.uploader.start(world.target, at('a', new Blob([BODY]).stream()));
    await part.sent;
    expect(world.uploader.getSnapshot().progress).toEqual({ loaded: 0, total: undefined, ratio: undefined });
    part.release();
    await done;
    expect(world.uploader.getSnapshot().progress).toEqual({ loaded: 9, total: 9, ratio: 1 });
  });
});

describe('pause', () => {
  test('gives up the parts under way, sends nothing, and sends them again when resumed', async () => {
    const world = await setUp();
    const part = world.hold('UploadPart');
    const done = world.uploader.start(world.target, at('a'));
    const signal = await part.sent;
    world.uploader.pause();
    expect(signal.aborted).toBe(true);
    await settle(world);
    expect(world.answers('UploadPart')).toEqual([]);
    expect(world.uploader.getSnapshot().status).toBe('paused');
    world.uploader.resume();
    await done;
    expect(world.stored('a')).toBe(BODY);
    expect(world.answers('UploadPart')).toEqual([200, 200, 200]);
    expect(world.statuses()).toEqual(['uploading', 'paused', 'uploading', 'done']);
  });

  test('lets the upload be opened, so that there are never two', async () => {
    const world = await setUp();
    const opening = world.hold('CreateMultipartUpload');
    const done = world.uploader.start(world.target, at('a'));
    const signal = await opening.sent;
    world.uploader.pause();
    opening.release();
    await settle(world);
    expect(signal.aborted).toBe(false);
    expect([world.answers('CreateMultipartUpload'), world.answers('UploadPart')]).toEqual([[200], []]);
    world.uploader.resume();
    await done;
    expect(world.answers('CreateMultipartUpload')).toEqual([200]);
  });

  test('means nothing where nothing is under way', async () => {
    const { uploader, target } = await setUp();
    uploader.pause();
    uploader.resume();
    await uploader.cancel();
    expect(uploader.getSnapshot().status).toBe('idle');
    await uploader.start(target, at('a'));
    uploader.pause();
    await uploader.cancel();
    expect(uploader.getSnapshot().status).toBe('done');
  });
});

describe('cancel', () => {
  test.each(['CreateMultipartUpload', 'UploadPart', 'CompleteMultipartUpload'])('during %s leaves nothing in the bucket', async (operation) => {
    const world = await setUp();
    const request = world.hold(operation);
    const outcome = codeOf(world.uploader.start(world.target, at('a')));
    await request.sent;
    const canceled = world.uploader.cancel();
    expect(world.uploader.getSnapshot().status).toBe('canceled');
    expect(await outcome).toBe('ABORTED');
    request.release();
    await canceled;
    expect(world.answers('AbortMultipartUpload')).toEqual([204]);
    expect([world.unfinished(), world.stored('a')]).toEqual([0, undefined]);
    expect(world.uploader.getSnapshot().status).toBe('canceled');
  });

  test('of a paused upload leaves nothing either', async () => {
    const world = await setUp();
    const part = world.hold('UploadPart');
    void world.uploader.start(world.target, at('a'));
    await part.sent;
    world.uploader.pause();
    await world.uploader.cancel();
    expect(world.unfinished()).toBe(0);
  });

  test('stops a small upload', async () => {
    const world = await setUp();
    const request = world.hold('PutObject');
    void world.uploader.start(world.target, at('a', 'abc'));
    const signal = await request.sent;
    await world.uploader.cancel();
    expect(signal.aborted).toBe(true);
    expect(world.stored('a')).toBeUndefined();
  });

  test('happens to an upload when another one starts', async () => {
    const world = await setUp();
    const part = world.hold('UploadPart');
    const first = codeOf(world.uploader.start(world.target, at('a')));
    await part.sent;
    await world.uploader.start(world.target, at('b'));
    expect(await first).toBe('ABORTED');
    await settle(world);
    expect([world.stored('a'), world.stored('b'), world.unfinished()]).toEqual([undefined, BODY, 0]);
    expect(world.uploader.getSnapshot().status).toBe('done');
  });
});

describe('an error', () => {
  const refuse = ({ emulator }: UploadWorld, operation: string, times = 1): void =>
    emulator.faults.enqueue({ operation: `S3.${operation}`, kind: 'server-error', times });

  test.each([
    ['CreateMultipartUpload', { CreateMultipartUpload: 2, UploadPart: 3, CompleteMultipartUpload: 1 }],
    ['UploadPart', { CreateMultipartUpload: 1, UploadPart: 4, CompleteMultipartUpload: 1 }],
    ['CompleteMultipartUpload', { CreateMultipartUpload: 1, UploadPart: 3, CompleteMultipartUpload: 2 }],
  ])('of %s can be retried, and sends again what failed and nothing else', async (operation, counts) => {
    const world = await setUp();
    refuse(world, operation);
    // A stream can be read once: all that was read is kept.
    const outcome = codeOf(world.uploader.start(world.target, at('a', new Blob([BODY]).stream())));
    expect(await outcome).toBe('InternalError');
    expect(world.uploader.getSnapshot()).toMatchObject({ status: 'error', error: { name: 'InternalError' } });
    await world.uploader.retry();
    expect(world.stored('a')).toBe(BODY);
    for (const [name, count] of Object.entries(counts)) expect(world.answers(name), name).toHaveLength(count);
    expect(world.statuses()).toEqual(['uploading', 'error', 'uploading', 'done']);
  });

  test('can come again, and be retried again', async () => {
    const world = await setUp();
    refuse(world, 'UploadPart', 2);
    expect(await codeOf(world.uploader.start(world.target, at('a')))).toBe('InternalError');
    expect(await codeOf(world.uploader.retry())).toBe('InternalError');
    await world.uploader.retry();
    expect(world.stored('a')).toBe(BODY);
  });

  test('of one part lets the others that are under way arrive', async () => {
    const world = await setUp();
    const [failing, other] = [world.hold('UploadPart'), world.hold('UploadPart')];
    refuse(world, 'UploadPart');
    const outcome = codeOf(world.uploader.start({ ...world.target, parts: { queueSize: 2 } }, at('a')));
    await Promise.all([failing.sent, other.sent]);
    failing.release();
    await outcome;
    other.release();
    await settle(world);
    expect(world.answers('UploadPart')).toEqual([500, 200]);
    await world.uploader.retry();
    expect(world.answers('UploadPart')).toEqual([500, 200, 200, 200]);
  });

  test('can be canceled, which removes the parts', async () => {
    const world = await setUp();
    refuse(world, 'CompleteMultipartUpload');
    await codeOf(world.uploader.start(world.target, at('a')));
    expect(world.unfinished()).toBe(1);
    await world.uploader.cancel();
    expect(world.unfinished()).toBe(0);
    expect(world.uploader.getSnapshot().status).toBe('canceled');
  });

  test('begins anew when S3 has removed the parts', async () => {
    const world = await setUp();
    const part = world.hold('UploadPart');
    const outcome = codeOf(world.uploader.start(world.target, at('a')));
    await part.sent;
    const { uploads } = world.emulator.exportState().s3.buckets[emulatorDefaults.bucket]!;
    const [UploadId = ''] = Object.keys(uploads);
    await world.clients
      .get(S3Client, { own: world.clientOptions })
      .send(new AbortMultipartUploadCommand({ Bucket: emulatorDefaults.bucket, Key: 'a', UploadId }), { abortSignal: new AbortController().signal });
    part.release();
    expect(await outcome).toBe('NoSuchUpload');
    await world.uploader.retry();
    expect(world.stored('a')).toBe(BODY);
    expect(world.answers('CreateMultipartUpload')).toEqual([200, 200]);
  });

  test('begins anew when the body could not be read', async () => {
    const world = await setUp();
    let reads = 0;
    const body = new Blob([BODY]);
    const flaky = Object.assign(new Blob([BODY]), {
      stream: () => {
        reads += 1;
        return reads === 1 ? new ReadableStream({ start: (controller) => controller.error(new DOMException('Gone', 'NotReadableError')) }) : body.stream();
      },
    });
    expect(await codeOf(world.uploader.start(world.target, at('a', flaky)))).toBe(0);
    await world.uploader.retry();
    expect(world.stored('a')).toBe(BODY);
  });

  test('of a stream that is gone says that a new one is needed, instead of uploading nothing', async () => {
    const { uploader, target } = await setUp();
    const broken = new ReadableStream({ start: (controller) => controller.error(new TypeError('Broken')) });
    expect(await codeOf(uploader.start(target, at('a', broken)))).toBe('TypeError');
    expect(await codeOf(uploader.retry())).toBe('INVALID_OPTION');
    const stream = new Blob([BODY]).stream();
    await uploader.start(target, at('b', stream));
    expect(await codeOf(uploader.start(target, at('b', stream)))).toBe('INVALID_OPTION');
  });

  test('is what retrying without one is', async () => {
    const { uploader } = await setUp();
    expect(await codeOf(uploader.retry())).toBe('INVALID_OPTION');
  });

  test('ExpiredToken costs one refresh and is nobody’s error', async () => {
    const world = await setUp();
    world.emulator.faults.enqueue({ operation: 'S3.UploadPart', kind: 'expired-token' });
    await world.uploader.start(world.target, at('a'));
    expect(world.stored('a')).toBe(BODY);
    expect(world.answers('UploadPart')).toEqual([400, 200, 200, 200]);
    expect(world.emulator.calls.count('STS.AssumeRoleWithWebIdentity')).toBe(2);
    expect(world.statuses()).toEqual(['uploading', 'done']);
  });
});

describe('wrong input is refused in words', () => {
  test.each([
    ['no bucket', { Bucket: '' }, 'An upload needs a Bucket and a Key.'],
    ['no key', { Key: undefined }, 'An upload needs a Bucket and a Key.'],
    ['no body', { Body: undefined }, 'The Body of an upload is a File, a Blob,'],
    ['null', { Body: null }, 'The Body of an upload is a File, a Blob,'],
    ['a number', { Body: 5 }, 'The Body of an upload is a File, a Blob,'],
    ['a view of another kind', { Body: new DataView(new ArrayBuffer(8)) }, 'The Body of an upload is a File, a Blob,'],
    ['a list of files', { Body: [new File([], 'a')] }, 'The Body of an upload is a File, a Blob,'],
    ['a stream that somebody reads', { Body: lockedStream() }, 'The Body is a stream that has been read.'],
  ])('%s', async (_, wrong, words) => {
    const { uploader, target, answers } = await setUp();
    const outcome = uploader.start(target, { ...at('a'), ...wrong } as never);
    await expect(outcome).rejects.toMatchObject({ code: 'INVALID_OPTION', message: expect.stringContaining(words) as string });
    expect(uploader.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'INVALID_OPTION' } });
    expect(answers()).toEqual([]);
  });

  test.each([
    ['a part too small', { partSize: 3 }, 'smaller than the minimum'],
    ['no part at a time', { queueSize: -1 }, 'at least one'],
  ])('%s', async (_, wrong, words) => {
    const { uploader, target } = await setUp();
    const outcome = uploader.start({ ...target, parts: wrong }, at('a'));
    await expect(outcome).rejects.toMatchObject({ code: 'INVALID_OPTION', message: expect.stringContaining(words) as string });
  });
});

describe('without a network', () => {
  test('it waits, and goes on when the browser is back online', async () => {
    const world = await setUp();
    world.environment.setOnline(false);
    const done = world.uploader.start(world.target, at('a'));
    await settle(world);
    expect(world.statuses()).toEqual(['uploading', 'waiting']);
    await world.clock.advanceBy(NETWORK_WAIT_MS * 10);
    expect(world.statuses()).toEqual(['uploading', 'waiting']);
    world.environment.setOnline(true);
    await done;
    expect(world.stored('a')).toBe(BODY);
    expect(world.statuses()).toEqual(['uploading', 'waiting', 'uploading', 'done']);
    expect(await world.stop()).toEqual([0, 0]);
  });

  test('although the browser says that there is one, it tries again and again once a part has arrived', async () => {
    const world = await setUp();
    const second = (world.hold('UploadPart').release(), world.hold('UploadPart'));
    const done = world.uploader.start(world.target, at('a'));
    await second.sent;
    world.emulator.faults.enqueue({ operation: 'S3.UploadPart', kind: 'network', times: 4 });
    second.release();
    await world.clock.advanceBy(NETWORK_WAIT_MS * 4);
    await done;
    expect(world.stored('a')).toBe(BODY);
    expect(world.answers('UploadPart')).toEqual([200, 0, 0, 0, 0, 200, 200]);
    const tries = world.emulator.calls.all().flatMap(({ status, at: when }) => (status === 0 ? when : []));
    expect(tries.slice(1).map((when, index) => when - tries[index]!)).toEqual([NETWORK_WAIT_MS, NETWORK_WAIT_MS, NETWORK_WAIT_MS]);
  });

  test('the first part fails at once when the browser says that there is one: the bucket’s CORS rules may be wrong', async () => {
    const world = await setUp();
    world.emulator.faults.enqueue({ operation: 'S3.UploadPart', kind: 'network' });
    expect(await codeOf(world.uploader.start(world.target, at('a')))).toBe('TypeError');
    await world.uploader.retry();
    expect(world.stored('a')).toBe(BODY);
  });

  test('it can be paused and canceled, and nothing waits any more', async () => {
    const world = await setUp();
    world.environment.setOnline(false);
    void world.uploader.start(world.target, at('a'));
    await settle(world);
    world.uploader.pause();
    await world.clock.advanceBy(NETWORK_WAIT_MS);
    world.uploader.resume();
    await settle(world);
    expect(world.statuses()).toEqual(['uploading', 'waiting', 'paused', 'uploading', 'waiting']);
    await world.uploader.cancel();
    expect(await world.stop()).toEqual([0, 0]);
  });
});

describe('when somebody else signs in', () => {
  test.each(['CreateMultipartUpload', 'UploadPart', 'CompleteMultipartUpload'])('during %s, it stops and nothing more is sent', async (operation) => {
    const world = await setUp();
    const request = world.hold(operation);
    const outcome = codeOf(world.uploader.start(world.target, at('a')));
    const signal = await request.sent;
    const before = world.answers();
    world.epoch.set(1);
    expect(signal.aborted).toBe(true);
    expect(world.uploader.getSnapshot()).toMatchObject({ status: 'canceled', error: undefined, result: undefined });
    expect(await outcome).toBe('ABORTED');
    request.release();
    await settle(world);
    expect(world.answers()).toEqual(before);
    expect(await codeOf(world.uploader.retry())).toBe('INVALID_OPTION');
  });

  test('a paused or failed upload of the one before is over', async () => {
    const world = await setUp();
    world.emulator.faults.enqueue({ operation: 'S3.UploadPart', kind: 'server-error' });
    await codeOf(world.uploader.start(world.target, at('a')));
    world.epoch.set(1);
    expect(world.uploader.getSnapshot()).toMatchObject({ status: 'canceled', error: undefined });
  });

  test('the result of the one before is gone', async () => {
    const world = await setUp();
    await world.uploader.start(world.target, at('a'));
    world.epoch.set(1);
    expect(world.uploader.getSnapshot()).toMatchObject({ status: 'idle', result: undefined, progress: { loaded: 0 } });
  });
});

describe('when its component goes', () => {
  test('the upload is canceled a second later, and what was uploaded removed', async () => {
    const world = await setUp();
    const [unmount, unmountToo] = [world.uploader.mount(), world.uploader.mount()];
    const part = world.hold('UploadPart');
    const outcome = codeOf(world.uploader.start(world.target, at('a')));
    await part.sent;
    unmount();
    await world.clock.advanceBy(CLIENT_LINGER_MS);
    expect(world.uploader.getSnapshot().status).toBe('uploading');
    unmountToo();
    await world.clock.advanceBy(CLIENT_LINGER_MS);
    expect(await outcome).toBe('ABORTED');
    await settle(world);
    expect(world.unfinished()).toBe(0);
    expect(await world.stop()).toEqual([0, 0]);
    expect(await codeOf(world.uploader.start(world.target, at('b')))).toBe('ABORTED');
  });

  test('and is back within the second, as in StrictMode, nothing happens', async () => {
    const world = await setUp();
    world.uploader.mount()();
    world.uploader.mount();
    const part = world.hold('UploadPart');
    const done = world.uploader.start(world.target, at('a'));
    await part.sent;
    await world.clock.advanceBy(CLIENT_LINGER_MS * 2);
    part.release();
    await done;
    expect(world.stored('a')).toBe(BODY);
  });
});

function lockedStream(): ReadableStream {
  const stream = new Blob(['a']).stream();
  stream.getReader();
  return stream;
}
