import { describeStorageContract } from '@valetkey/testing/contracts';
import { describe, expect, it } from 'vitest';
import { CredentialsError } from '../errors/credentialsError.ts';
import { renewRecord } from '../storage/renewRecord.ts';
import type { StoredRecord } from '../storage/storagePort.ts';
import { createOrigin, numberFormat } from '../testKit/createOrigin.ts';
import { LOCK_ATTEMPT_MS, OBTAIN_TIMEOUT_MS } from './createSharedRecord.ts';
import { CLAIM_MS } from './sharedRecord.ts';

describeStorageContract('createSharedStorage', () => createOrigin().openPage().storage);

const isOne = (kept: number | undefined): boolean => kept === 1;

/** Work that waits until it is told what it obtained. */
function createIssuer() {
  const waiting: { readonly answer: (value: number) => void; readonly refuse: (error: unknown) => void; readonly signal: AbortSignal | undefined }[] = [];
  const obtain = (signal?: AbortSignal): Promise<number> => new Promise((answer, refuse) => waiting.push({ answer, refuse, signal }));
  return { obtain, waiting };
}

describe.each([{ withLocks: true }, { withLocks: false }])('pages that share a record (%j)', (options) => {
  async function openPages(count: number) {
    const origin = createOrigin(options);
    const pages = Array.from({ length: count }, () => origin.openPage());
    const first = pages[0] as (typeof pages)[number];
    await first.record.update(() => 1);
    const issuer = createIssuer();
    const renew = (record: StoredRecord<number>): Promise<number | undefined> => renewRecord(record, isOne, issuer.obtain);
    return { origin, pages, first, issuer, renew };
  }

  it('obtain once, however many ask at once', async () => {
    const { origin, pages, issuer, renew } = await openPages(8);
    const renewed = pages.map(({ record }) => renew(record));
    await origin.clock.advanceBy(1_000);
    expect(issuer.waiting).toHaveLength(1);
    issuer.waiting[0]?.answer(2);
    await origin.clock.advanceBy(100);
    expect(await Promise.all(renewed)).toEqual(Array(8).fill(2));
    expect(issuer.waiting).toHaveLength(1);
    expect(origin.current().claim).toBeUndefined();
    expect(origin.clock.pendingTimers).toBe(0);
  });

  it('go on when the page at work is killed: its claim lapses', async () => {
    const { origin, pages, first, issuer, renew } = await openPages(3);
    renew(first.record).catch(() => undefined);
    await origin.clock.advanceBy(0);
    first.kill();
    const others = pages.slice(1).map(({ record }) => renew(record));
    await origin.clock.advanceBy(CLAIM_MS - 1_000);
    expect(issuer.waiting).toHaveLength(1);
    await origin.clock.advanceBy(1_100);
    expect(issuer.waiting).toHaveLength(2);
    issuer.waiting[1]?.answer(3);
    await origin.clock.advanceBy(100);
    expect(await Promise.all(others)).toEqual([3, 3]);
  });

  it('take over at once from a page that is left', async () => {
    const { origin, pages, first, issuer, renew } = await openPages(2);
    const left = renew(first.record).catch((error: unknown) => error);
    await origin.clock.advanceBy(0);
    const other = renew((pages[1] as typeof first).record);
    first.leave();
    expect(await left).toMatchObject({ code: 'ABORTED' });
    await origin.clock.advanceBy(100);
    expect(issuer.waiting).toHaveLength(2);
    issuer.waiting[1]?.answer(2);
    expect(await other).toBe(2);
    // What the left page was answered comes too late.
    issuer.waiting[0]?.answer(9);
    await origin.clock.advanceBy(0);
    expect(await first.record.read()).toBe(2);
  });

  it('find nothing any more of what a page was about to remove when it was left, and remove it themselves', async () => {
    const { origin, pages, first } = await openPages(2);
    const heard: (number | undefined)[] = [];
    const { record } = pages[1] as typeof first;
    record.watch?.(() => void record.read().then((value) => heard.push(value)));
    void first.record.update(() => undefined);
    first.leave();
    first.kill();
    await origin.clock.advanceBy(0);
    expect(heard).toContain(undefined);
    expect(heard).not.toContain(1);
    expect(origin.current()).toEqual({ version: 1, epoch: 2, generation: 2 });
    expect(await origin.openPage().record.read()).toBeUndefined();
  });

  it('find nothing of it either when another page renews it meanwhile', async () => {
    const { origin, pages, first, issuer, renew } = await openPages(2);
    const { record } = pages[1] as typeof first;
    const renewed = renew(record);
    await origin.clock.advanceBy(0);
    void first.record.update(() => undefined);
    first.leave();
    first.kill();
    issuer.waiting[0]?.answer(2);
    await renewed;
    expect(await record.read()).toBeUndefined();
    expect(origin.current().sealed).toBeUndefined();
  });

  it.each([false, true])('keep what is put there after that, though all else was lost meanwhile: %s', async (isLost) => {
    const { origin, pages, first } = await openPages(2);
    const { record } = pages[1] as typeof first;
    void first.record.update(() => undefined);
    first.leave();
    first.kill();
    if (isLost) origin.slots.clear();
    await record.update(() => 3);
    expect(await record.read()).toBe(3);
    expect(await origin.openPage().record.read()).toBe(3);
  });

  it('keep what another has put there since, when the page that was left comes back', async () => {
    const { pages, first } = await openPages(2);
    const { record } = pages[1] as typeof first;
    const removed = first.record.update(() => undefined);
    const bringBack = first.putAway();
    first.leave();
    await record.update(() => 3);
    bringBack();
    expect(await removed).toBeUndefined();
    expect(await record.read()).toBe(3);
  });

  it('keep what is renewed or put by a page that is left', async () => {
    const { pages, first } = await openPages(2);
    const put = first.record.update(() => 3);
    first.leave();
    expect(await put).toBe(3);
    expect(await (pages[1] as typeof first).record.read()).toBe(3);
  });

  it('take over at once from a page that hears nothing any more once it is left', async () => {
    const { origin, pages, first, issuer, renew } = await openPages(2);
    renew(first.record).catch(() => undefined);
    await origin.clock.advanceBy(0);
    const other = renew((pages[1] as typeof first).record);
    first.leave();
    first.kill();
    await origin.clock.advanceBy(100);
    expect(issuer.waiting).toHaveLength(2);
    issuer.waiting[1]?.answer(2);
    await origin.clock.advanceBy(0);
    expect(await other).toBe(2);
  });

  it('take over at once from a page whose request fails because the page is being left', async () => {
    const { origin, pages, first, issuer, renew } = await openPages(2);
    const failed = renew(first.record).catch((error: unknown) => error);
    await origin.clock.advanceBy(0);
    const other = renew((pages[1] as typeof first).record);
    first.kill();
    issuer.waiting[0]?.refuse(new CredentialsError('NETWORK'));
    await origin.clock.advanceBy(0);
    first.leave();
    await failed;
    await origin.clock.advanceBy(100);
    expect(issuer.waiting).toHaveLength(2);
    issuer.waiting[1]?.answer(2);
    await origin.clock.advanceBy(0);
    expect(await other).toBe(2);
  });

  it('take over at once from a page that is left, though another gives up what it was at before', async () => {
    const { origin, pages, first, issuer, renew } = await openPages(3);
    const [, second, third] = pages as readonly (typeof first)[];
    const unwanted = new AbortController();
    renewRecord(first.record, isOne, issuer.obtain, unwanted.signal).catch(() => undefined);
    await origin.clock.advanceBy(0);
    renew(second?.record as StoredRecord<number>).catch(() => undefined);
    await origin.clock.advanceBy(0);
    // It gives its claim back, and looks twice.
    issuer.waiting[0]?.refuse(new CredentialsError('SESSION_EXPIRED'));
    await origin.clock.advanceBy(100);
    expect(issuer.waiting).toHaveLength(2);
    second?.leave();
    second?.kill();
    unwanted.abort();
    void renew(third?.record as StoredRecord<number>);
    await origin.clock.advanceBy(100);
    expect(issuer.waiting).toHaveLength(3);
  });

  it('begin no change of the record when they are left, which would keep them from the back/forward cache', async () => {
    const { origin, pages, first, issuer, renew } = await openPages(2);
    renew(first.record).catch(() => undefined);
    await origin.clock.advanceBy(0);
    const claimed = origin.current();
    await first.hide();
    await origin.clock.advanceBy(0);
    expect(origin.current()).toBe(claimed);
    renew((pages[1] as typeof first).record).catch(() => undefined);
    await origin.clock.advanceBy(100);
    expect(issuer.waiting).toHaveLength(2);
  });

  it('take over at once from a page that is left while it gives its claim back', async () => {
    const { origin, pages, first, issuer, renew } = await openPages(2);
    const unwanted = new AbortController();
    renewRecord(first.record, isOne, issuer.obtain, unwanted.signal).catch(() => undefined);
    await origin.clock.advanceBy(0);
    unwanted.abort();
    first.leave();
    first.kill();
    await origin.clock.advanceBy(0);
    expect(origin.current().claim).toBeDefined();
    renew((pages[1] as typeof first).record).catch(() => undefined);
    await origin.clock.advanceBy(100);
    expect(issuer.waiting).toHaveLength(2);
  });

  it('are held up by a claim whatever a page has said that was left before', async () => {
    const { origin, pages, first, issuer, renew } = await openPages(3);
    renew(first.record).catch(() => undefined);
    await origin.clock.advanceBy(0);
    first.leave();
    const others = pages.slice(1).map(({ record }) => renew(record));
    await origin.clock.advanceBy(CLAIM_MS - 5_000);
    expect(issuer.waiting).toHaveLength(2);
    issuer.waiting[1]?.answer(2);
    await origin.clock.advanceBy(100);
    expect(await Promise.all(others)).toEqual([2, 2]);
  });

  it('look again the moment a claim lapses, wherever they are in their waiting', async () => {
    const { origin, pages, first, issuer, renew } = await openPages(2);
    renew(first.record).catch(() => undefined);
    await origin.clock.advanceBy(0);
    first.freeze();
    await origin.clock.advanceBy(1_900);
    void renew((pages[1] as typeof first).record);
    await origin.clock.advanceBy(CLAIM_MS - 1_901);
    expect(issuer.waiting).toHaveLength(1);
    await origin.clock.advanceBy(100);
    expect(issuer.waiting).toHaveLength(2);
  });

  it('miss no hint that comes between a look and the next wait', async () => {
    const { origin, pages, first, issuer, renew } = await openPages(3);
    renew(first.record).catch(() => undefined);
    await origin.clock.advanceBy(0);
    first.freeze();
    const others = pages.slice(1).map(({ record }) => renew(record));
    // The next at work is answered before the other has looked twice.
    await origin.clock.advanceBy(CLAIM_MS - 5);
    while (issuer.waiting.length < 2) await origin.clock.advanceBy(1);
    issuer.waiting[1]?.answer(2);
    await origin.clock.advanceBy(100);
    expect(await Promise.all(others)).toEqual([2, 2]);
  });

  it.each([CLAIM_MS - 100, -10 * CLAIM_MS])('begin nothing with what is left of a claim when they thaw (%i ms later by the clock): they would be at work beside the next one', async (laterMs) => {
    const { origin, pages, first, issuer, renew } = await openPages(2);
    const renewed = renew(first.record);
    while (origin.current().claim === undefined) await Promise.resolve();
    origin.clock.jumpBy(laterMs);
    const other = renew((pages[1] as typeof first).record);
    await origin.clock.advanceBy(100);
    expect(issuer.waiting).toHaveLength(1);
    const leftMs = (origin.current().claim?.until ?? 0) - origin.clock.now();
    expect([leftMs > OBTAIN_TIMEOUT_MS, leftMs <= CLAIM_MS]).toEqual([true, true]);
    issuer.waiting[0]?.answer(2);
    await origin.clock.advanceBy(100);
    expect(await Promise.all([renewed, other])).toEqual([2, 2]);
  });

  it('begin nothing once they are left, whatever they are at', async () => {
    for (let turns = 0; turns < 40; turns += 1) {
      const { first } = await openPages(1);
      let isLeft = false;
      const begun: boolean[] = [];
      const renewed = renewRecord(first.record, isOne, async () => {
        begun.push(isLeft);
        return 2;
      }).catch(() => undefined);
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      first.leave();
      isLeft = true;
      await renewed;
      expect(begun, `left after ${turns} turns`).not.toContain(true);
    }
  });

  it('obtain nothing under a claim that has lapsed while they were frozen: they claim anew', async () => {
    const { origin, first, issuer, renew } = await openPages(1);
    const renewed = renew(first.record);
    while (origin.current().claim === undefined) await Promise.resolve();
    origin.clock.jumpBy(CLAIM_MS);
    await origin.clock.advanceBy(100);
    expect(issuer.waiting).toHaveLength(1);
    expect(origin.current().claim?.until).toBeGreaterThan(origin.clock.now());
    issuer.waiting[0]?.answer(2);
    expect(await renewed).toBe(2);
  });

  it('claim nothing once nobody wants it, whatever they are at: they may be left before they can give it back', async () => {
    for (let turns = 0; turns < 40; turns += 1) {
      const { origin, first } = await openPages(1);
      const unwanted = new AbortController();
      const renewed = renewRecord(first.record, isOne, () => new Promise(() => undefined), unwanted.signal).catch(() => undefined);
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      const hadClaimed = origin.current().claim !== undefined;
      unwanted.abort();
      let claimed = hadClaimed;
      for (let turn = 0; turn < 40; turn += 1) {
        await Promise.resolve();
        claimed ||= origin.current().claim !== undefined;
      }
      await renewed;
      expect([claimed, origin.current().claim], `given up after ${turns} turns`).toEqual([hadClaimed, undefined]);
    }
  });

  it('keep nothing that was obtained for what has been replaced or removed since', async () => {
    for (const replacement of [7, undefined]) {
      const { origin, pages, first, issuer, renew } = await openPages(2);
      const renewed = renew(first.record);
      await origin.clock.advanceBy(0);
      await (pages[1] as typeof first).record.update(() => replacement);
      issuer.waiting[0]?.answer(2);
      expect(await renewed).toBe(replacement);
      expect(await first.record.read()).toBe(replacement);
    }
  });

  it('keep nothing that a page obtained whose claim is another’s by now', async () => {
    const { origin, first, issuer, renew } = await openPages(1);
    void renew(first.record).catch(() => undefined);
    await origin.clock.advanceBy(0);
    origin.slots.set('slot', { ...origin.current(), claim: { nonce: 'another', until: origin.clock.now() + CLAIM_MS } });
    issuer.waiting[0]?.answer(2);
    await origin.clock.advanceBy(0);
    expect(await first.record.read()).toBe(1);
    expect(origin.current().claim?.nonce).toBe('another');
  });

  it('take over nothing stale where another has been meanwhile: they try again', async () => {
    const { origin, pages, first, issuer, renew } = await openPages(2);
    const renewed = renew(first.record);
    await origin.clock.advanceBy(0);
    for (const value of [7, 1]) await (pages[1] as typeof first).record.update(() => value);
    issuer.waiting[0]?.answer(2);
    await origin.clock.advanceBy(100);
    expect(issuer.waiting).toHaveLength(2);
    issuer.waiting[1]?.answer(3);
    expect(await renewed).toBe(3);
    expect(await first.record.read()).toBe(3);
    expect(origin.clock.pendingTimers).toBe(0);
  });

  it('begin a new epoch when what is kept is replaced or removed, and none when it is renewed', async () => {
    const { origin, first, issuer, renew } = await openPages(1);
    const { epoch } = origin.current();
    const renewed = renew(first.record);
    await origin.clock.advanceBy(0);
    issuer.waiting[0]?.answer(2);
    await renewed;
    expect(origin.current().epoch).toBe(epoch);
    await first.record.update(() => 7);
    expect(origin.current().epoch).toBe(epoch + 1);
    await first.record.update(() => undefined);
    expect(origin.current().epoch).toBe(epoch + 2);
  });

  it('learn of each change', async () => {
    const { origin, pages, first, issuer, renew } = await openPages(2);
    let heard = 0;
    const stop = (pages[1] as typeof first).record.watch?.(() => (heard += 1));
    const renewed = renew(first.record);
    await origin.clock.advanceBy(0);
    issuer.waiting[0]?.answer(2);
    await renewed;
    await first.record.update(() => undefined);
    await origin.clock.advanceBy(0);
    expect(heard).toBe(2);
    stop?.();
    await first.record.update(() => 5);
    await origin.clock.advanceBy(0);
    expect(heard).toBe(2);
  });

  it('do not wait for one another after a failure that passes, and tell it to whoever asked', async () => {
    const { origin, pages, first, issuer, renew } = await openPages(2);
    const failed = renew(first.record).catch((error: unknown) => error);
    const other = renew((pages[1] as typeof first).record);
    await origin.clock.advanceBy(0);
    issuer.waiting[0]?.refuse(new CredentialsError('THROTTLED'));
    expect(await failed).toMatchObject({ code: 'THROTTLED' });
    await origin.clock.advanceBy(100);
    issuer.waiting[1]?.answer(2);
    expect(await other).toBe(2);
  });

  it('look twice after a refusal for good: another page may just have been given what this one was refused', async () => {
    const { origin, pages, first, issuer, renew } = await openPages(2);
    const refused = renew(first.record);
    await origin.clock.advanceBy(0);
    issuer.waiting[0]?.refuse(new CredentialsError('SESSION_EXPIRED'));
    await origin.clock.advanceBy(200);
    await (pages[1] as typeof first).record.update(() => 2);
    await origin.clock.advanceBy(300);
    expect(await refused).toBe(2);
  });

  it('say so when the refusal stands', async () => {
    const { origin, first, issuer, renew } = await openPages(1);
    const refused = renew(first.record).catch((error: unknown) => error);
    await origin.clock.advanceBy(0);
    issuer.waiting[0]?.refuse(new CredentialsError('SESSION_EXPIRED'));
    await origin.clock.advanceBy(600);
    expect(await refused).toMatchObject({ code: 'SESSION_EXPIRED' });
    expect(await first.record.read()).toBe(1);
    expect(origin.clock.pendingTimers).toBe(0);
  });

  it('give an issuer up that never answers', async () => {
    const { origin, first, renew } = await openPages(1);
    const hung = renew(first.record).catch((error: unknown) => error);
    await origin.clock.advanceBy(12_000);
    expect(await hung).toMatchObject({ code: 'TIMEOUT' });
    expect(origin.current().claim).toBeUndefined();
    expect(origin.clock.pendingTimers).toBe(0);
  });
});

describe('work that nobody waits for any more', () => {
  const begin = async (signal?: AbortSignal) => {
    const origin = createOrigin();
    const page = origin.openPage();
    await page.record.update(() => 1);
    const issuer = createIssuer();
    const renewed = renewRecord(page.record, isOne, issuer.obtain, signal).catch((error: unknown) => error);
    await origin.clock.advanceBy(0);
    return { origin, page, renewed, given: issuer.waiting[0]?.signal };
  };

  it('is told so when its time is over', async () => {
    const { origin, renewed, given } = await begin();
    await origin.clock.advanceBy(OBTAIN_TIMEOUT_MS - 1);
    expect(given?.aborted).toBe(false);
    await origin.clock.advanceBy(1);
    expect(given?.aborted).toBe(true);
    expect(await renewed).toMatchObject({ code: 'TIMEOUT' });
  });

  it('is told so when the page is left', async () => {
    const { page, renewed, given } = await begin();
    page.leave();
    expect(given?.aborted).toBe(true);
    expect(await renewed).toMatchObject({ code: 'ABORTED' });
  });

  it('is told so when whoever asked gives up, and the next does not wait for the claim', async () => {
    const controller = new AbortController();
    const { origin, page, renewed, given } = await begin(controller.signal);
    controller.abort();
    expect(given?.aborted).toBe(true);
    expect(await renewed).toMatchObject({ code: 'ABORTED' });
    await origin.clock.advanceBy(0);
    expect(origin.current().claim).toBeUndefined();
    expect(await renewRecord(page.record, isOne, () => Promise.resolve(2))).toBe(2);
    expect(origin.clock.pendingTimers).toBe(0);
  });

  it('does not begin when whoever asks has given up already', async () => {
    const issuer = createIssuer();
    const { record } = createOrigin().openPage();
    await record.update(() => 1);
    await expect(renewRecord(record, isOne, issuer.obtain, AbortSignal.abort())).rejects.toMatchObject({ code: 'ABORTED' });
    expect(issuer.waiting).toHaveLength(0);
  });

  it('leaves nothing where somebody removes what is kept as soon as it is given up, whatever it is at', async () => {
    for (let turns = 0; turns < 60; turns += 1) {
      const origin = createOrigin();
      const { record } = origin.openPage();
      const controller = new AbortController();
      const isNone = (kept: number | undefined): boolean => kept === undefined;
      const renewed = renewRecord(record, isNone, () => Promise.resolve(2), controller.signal).catch(() => undefined);
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      controller.abort();
      await record.update(() => undefined);
      await renewed;
      await origin.clock.advanceBy(100);
      expect(await record.read(), `given up after ${turns} turns`).toBeUndefined();
      // Nobody waits for a claim under which nobody works.
      expect(origin.current()?.claim, `given up after ${turns} turns`).toBeUndefined();
    }
  });
});

it('a change that others overtake without end is given up', async () => {
  const origin = createOrigin();
  const { record } = origin.openPage();
  await record.update(() => 1);
  const get = origin.slots.get.bind(origin.slots);
  let generation = 1;
  origin.slots.get = (slot) => ({ ...(get(slot) as object), generation: (generation += 1) });
  await expect(record.update(() => 2)).rejects.toMatchObject({ code: 'TIMEOUT', retryable: true });
});

it('a change is over when all that were begun before it on the same storage are', async () => {
  const origin = createOrigin();
  const { storage } = origin.openPage();
  let isOver = false;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const slow = storage.open('slow', { write: String, read: Number });
  await slow.update(() => 1);
  origin.holdUp('slow', held);
  const first = slow.update(() => undefined).then(() => (isOver = true));
  const second = storage.open('quick', numberFormat).update(() => 1).then(() => isOver);
  await origin.clock.advanceBy(100);
  release();
  expect([await first, await second]).toEqual([true, true]);
});

describe('createSharedStorage', () => {
  it('opens nothing that lies in another slot, or at another place of the sequence', async () => {
    const { openPage, slots, current } = createOrigin();
    const { record, storage } = openPage();
    await record.update(() => 1);
    const first = current();
    await record.update(() => 2);
    slots.set('other', current());
    expect(await storage.open('other', numberFormat).read()).toBeUndefined();
    slots.set('slot', { ...first, generation: first.generation + 5 });
    expect(await record.read()).toBeUndefined();
    slots.set('slot', { ...first, epoch: first.epoch + 1 });
    expect(await record.read()).toBeUndefined();
  });

  it.each([null, 7, 'text', {}, { version: 2, epoch: 0, generation: 0 }, { version: 1, epoch: '0', generation: 0 }, { version: 1, epoch: 0, generation: 0, sealed: null, claim: null }, { version: 1, epoch: 0, generation: 0, sealed: { data: new ArrayBuffer(70_000) } }])(
    'takes %j for nothing, and writes over it',
    async (foreign) => {
      const { openPage, slots } = createOrigin();
      slots.set('slot', foreign);
      const { record } = openPage();
      expect(await record.read()).toBeUndefined();
      expect(await record.update(() => 1)).toBe(1);
      expect(await record.read()).toBe(1);
    },
  );

  it.each([null, 7, {}, { until: 'ever' }])('takes the claim %j for none', async (foreign) => {
    const origin = createOrigin();
    const { record } = origin.openPage();
    await record.update(() => 1);
    origin.slots.set('slot', { ...origin.current(), claim: foreign });
    expect(await renewRecord(record, isOne, () => Promise.resolve(2))).toBe(2);
  });

  it.each([String(Number.MAX_SAFE_INTEGER), '-1e3', '1.5', 'NaN', 'Infinity', ''])('keeps what it is given though what it finds noted of an ending is %j', async (noted) => {
    const origin = createOrigin();
    origin.notes.set('slot:end', noted);
    const { record } = origin.openPage();
    await record.update(() => 1);
    await record.update(() => 2);
    expect(await origin.openPage().record.read()).toBe(2);
  });

  it('goes on in memory when the storage fails, and says so once', async () => {
    const origin = createOrigin();
    const { record, storage } = origin.openPage();
    await record.update(() => 1);
    const quota = new Error('quota');
    origin.breakDown(quota);
    expect(await Promise.all([record.read(), record.read()])).toEqual([1, 1]);
    expect(await renewRecord(record, isOne, () => Promise.resolve(2))).toBe(2);
    expect(await record.update((kept) => (kept ?? 0) + 1)).toBe(3);
    expect(await record.read()).toBe(3);
    expect(origin.failures).toMatchObject([{ code: 'STORAGE_UNAVAILABLE', cause: quota }]);
    expect(storage.failure?.getSnapshot()).toBe(origin.failures[0]);
  });

  it.each([
    ['removes what was stored before it failed, when that is removed', false],
    ['leaves alone what another page has stored since', true],
  ])('having failed, %s', async (_, isRenewed) => {
    const origin = createOrigin();
    const { record } = origin.openPage();
    const other = origin.openPage().record;
    await record.update(() => 1);
    origin.breakDown(new Error('busy'));
    await record.read();
    origin.breakDown(undefined);
    if (isRenewed) await renewRecord(other, isOne, () => Promise.resolve(2));
    await record.update(() => undefined);
    expect(await record.read()).toBeUndefined();
    expect(await other.read()).toBe(isRenewed ? 2 : undefined);
  });

  it.each([true, false])('having given up on a change that is kept all the same, leaves nothing of it when that is removed (under way: %s)', async (isUnderWay) => {
    const origin = createOrigin();
    const { record } = origin.openPage();
    await record.update(() => 1);
    const speedUp = origin.slowDown(isUnderWay);
    expect(await record.update(() => 2)).toBe(2);
    speedUp();
    expect(await record.read()).toBe(2);
    await record.update(() => undefined);
    expect(await record.read()).toBeUndefined();
    expect(await origin.openPage().record.read()).toBeUndefined();
  });

  it.each([
    ['empty', false],
    ['what it then removes', true],
  ])('having failed, keeps nobody waiting for what it does in its own memory (the slot was %s)', async (_, isRemoved) => {
    const origin = createOrigin();
    const { record } = origin.openPage();
    const other = origin.openPage().record;
    if (isRemoved) await record.update(() => 1);
    origin.breakDown(new Error('busy'));
    await record.read();
    if (isRemoved) await record.update(() => undefined);
    origin.breakDown(undefined);
    const isNothing = (kept: number | undefined): boolean => kept === undefined;
    void renewRecord(record, isNothing, () => new Promise(() => undefined)).catch(() => undefined);
    await origin.clock.advanceBy(0);
    const renewed = renewRecord(other, isNothing, () => Promise.resolve(2));
    await origin.clock.advanceBy(LOCK_ATTEMPT_MS);
    expect(await other.read()).toBe(2);
    expect(await renewed).toBe(2);
  });

  it('having failed, tells the other pages of what it removes there when it does', async () => {
    const origin = createOrigin();
    const { record } = origin.openPage();
    const other = origin.openPage().record;
    await record.update(() => 1);
    origin.breakDown(new Error('busy'));
    await record.read();
    origin.breakDown(undefined);
    let release: () => void = () => undefined;
    origin.holdUp('slot', new Promise<void>((resolve) => (release = resolve)));
    const seen: (number | undefined)[] = [];
    other.watch?.(() => void other.read().then((value) => seen.push(value)));
    const removed = record.update(() => undefined);
    await origin.clock.advanceBy(0);
    release();
    await removed;
    await origin.clock.advanceBy(0);
    expect(seen.at(-1)).toBeUndefined();
    expect(seen).not.toEqual([]);
  });

  it('having failed, waits no more for a storage in which it has nothing to remove', async () => {
    const origin = createOrigin();
    const { record } = origin.openPage();
    origin.breakDown(new Error('busy'));
    await record.read();
    origin.breakDown(undefined);
    origin.holdUp('slot', new Promise(() => undefined));
    const obtained: (number | undefined)[] = [];
    void renewRecord(record, (kept) => kept === undefined, () => Promise.resolve(2)).then((value) => obtained.push(value));
    await origin.clock.advanceBy(100);
    expect(obtained).toEqual([2]);
  });

  it('does not wait for a queue that never moves: whoever is first in it may be frozen', async () => {
    const origin = createOrigin();
    const { record } = origin.openPage();
    await record.update(() => 1);
    origin.jamQueue();
    const renewed = renewRecord(record, isOne, () => Promise.resolve(2));
    await origin.clock.advanceBy(LOCK_ATTEMPT_MS - 1);
    expect(await record.read()).toBe(1);
    await origin.clock.advanceBy(1);
    expect(await record.read()).toBe(2);
    expect(await renewed).toBe(2);
    expect(origin.clock.pendingTimers).toBe(0);
  });

  it('minds no claim that ends later than any can, which a clock set back leaves behind', async () => {
    const origin = createOrigin();
    const { record } = origin.openPage();
    await record.update(() => 1);
    origin.slots.set('slot', { ...origin.current(), claim: { nonce: 'old', until: origin.clock.now() + CLAIM_MS + 1 } });
    expect(await renewRecord(record, isOne, () => Promise.resolve(2))).toBe(2);
  });
});
