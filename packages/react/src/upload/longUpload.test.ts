import { emulatorDefaults } from '@valetkey/emulator';
import { expect, test } from 'vitest';
import { createUploadWorld, LIFETIME_SECONDS, PART_BYTES } from '../testKit/createUploadWorld.ts';
import { createUploader } from './createUploader.ts';
import { PROGRESS_INTERVAL_MS } from './createUploadRun.ts';

const PARTS = 5_000;
const HOUR_MS = 3_600_000;

test('an hour’s upload of 5,000 parts outlives two sets of credentials: 3 credential calls, no failed part', async () => {
  const world = await createUploadWorld();
  const { clock, emulator, target, answers } = world;
  const begunAt = clock.now();
  // Parts arrive one after the other, evenly over the hour.
  let line: Promise<unknown> = Promise.resolve();
  world.onRequest((operation) => {
    if (operation === 'UploadPart') line = line.then(() => clock.advanceBy(HOUR_MS / PARTS));
    return line.then(() => undefined);
  });

  const uploader = createUploader(world);
  let renders = 0;
  uploader.subscribe(() => (renders += 1));
  await uploader.start(target, { Bucket: emulatorDefaults.bucket, Key: 'film.mov', Body: new Uint8Array(PARTS * PART_BYTES) });

  expect(clock.now() - begunAt).toBe(HOUR_MS);
  expect(HOUR_MS / 1_000).toBeGreaterThan(LIFETIME_SECONDS);
  expect(emulator.calls.count('STS.AssumeRoleWithWebIdentity')).toBe(3);
  expect(answers()).toHaveLength(PARTS + 2);
  expect(answers().filter((status) => status !== 200)).toEqual([]);
  expect(world.stored('film.mov')).toHaveLength(PARTS * PART_BYTES);
  // The first state and the last, and one for each part in between at most.
  expect(renders).toBeLessThanOrEqual(PARTS + 2);
  expect(HOUR_MS / PARTS).toBeGreaterThan(PROGRESS_INTERVAL_MS);
}, 120_000);
