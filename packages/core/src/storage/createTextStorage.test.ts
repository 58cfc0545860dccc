import { describeStorageContract } from '@valetkey/testing/contracts';
import { createSimulatedClock } from '@valetkey/testing';
import { describe, expect, it } from 'vitest';
import { createTextStorage, type TextStore } from './createTextStorage.ts';
import type { RecordFormat } from './storagePort.ts';
import { STORAGE_TIMEOUT_MS } from './withinTime.ts';

const numberFormat: RecordFormat<number> = { write: String, read: (text) => JSON.parse(text) as number };

function createMapStore(records = new Map<string, string>()): TextStore {
  return {
    kind: 'map',
    read: (slot) => Promise.resolve(records.get(slot)),
    async update(slot, change) {
      const next = change(records.get(slot));
      if (next === undefined) records.delete(slot);
      else records.set(slot, next);
    },
  };
}

describeStorageContract('createTextStorage', () => createTextStorage(createMapStore()));

describe('createTextStorage', () => {
  it('drops a record that is not of the format', async () => {
    const record = createTextStorage(createMapStore(new Map([['a', 'no number']]))).open('a', numberFormat);
    expect(await record.read()).toBeUndefined();
    expect(await record.update((current) => (current ?? 0) + 1)).toBe(1);
    expect(await record.read()).toBe(1);
  });

  it('goes on in memory when the store fails, with what was last seen, and says so once', async () => {
    const store = createMapStore(new Map([['a', '1']]));
    let broken = false;
    const causes: unknown[] = [];
    const failOr = <Value>(go: () => Promise<Value>): Promise<Value> => (broken ? Promise.reject(new Error('quota')) : go());
    const failing: TextStore = {
      kind: 'failing',
      read: (slot) => failOr(() => store.read(slot)),
      update: (slot, change) => failOr(() => store.update(slot, change)),
    };
    const storage = createTextStorage(failing, (cause) => causes.push(cause));
    const seen: unknown[] = [];
    storage.failure?.subscribe(() => seen.push(storage.failure?.getSnapshot()));
    const record = storage.open('a', numberFormat);
    expect(await record.read()).toBe(1);
    broken = true;
    expect(await Promise.all([record.read(), record.read()])).toEqual([1, 1]);
    expect(await record.update((current) => (current ?? 0) + 1)).toBe(2);
    expect(await record.read()).toBe(2);
    expect(causes).toMatchObject([{ code: 'STORAGE_UNAVAILABLE', cause: new Error('quota') }]);
    expect(seen).toEqual(causes);
  });

  it.each(['read', 'update'] as const)('goes on in memory when the store does not answer a %s for two seconds, and says so', async (hung) => {
    const clock = createSimulatedClock();
    const causes: unknown[] = [];
    const store = { ...createMapStore(new Map([['a', '1']])), [hung]: () => new Promise<never>(() => undefined) };
    const record = createTextStorage(store, (cause) => causes.push(cause), clock).open('a', numberFormat);
    const done = Promise.all([record.read(), record.update(() => 2)]);
    await clock.advanceBy(STORAGE_TIMEOUT_MS - 1);
    expect(causes).toEqual([]);
    await clock.advanceBy(1);
    expect(await done).toEqual([hung === 'read' ? 2 : 1, 2]);
    expect(await record.read()).toBe(2);
    expect(causes).toMatchObject([{ code: 'STORAGE_UNAVAILABLE' }]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('changes what is kept once, though the store fails after it has asked for the change', async () => {
    const store = { ...createMapStore(), update: (_: string, change: (current: string | undefined) => unknown) => Promise.reject(new Error(String(change('1')))) };
    const record = createTextStorage(store).open('a', numberFormat);
    expect(await record.update((current) => (current ?? 0) + 1)).toBe(2);
    expect(await record.read()).toBe(2);
  });

  it('puts nothing more into a store that goes on after it was given up, and still removes what was to be removed', async () => {
    const clock = createSimulatedClock();
    const map = createMapStore(new Map([['a', '1']]));
    let goOn: () => void = () => undefined;
    const stuck = new Promise<void>((resolve) => (goOn = resolve));
    const late: TextStore = { ...map, update: (slot, change) => stuck.then(() => map.update(slot, change)) };
    const record = createTextStorage(late, undefined, clock).open('a', numberFormat);
    const put = record.update(() => 2);
    await clock.advanceBy(STORAGE_TIMEOUT_MS);
    expect(await put).toBe(2);
    goOn();
    await clock.advanceBy(0);
    expect(await map.read('a')).toBe('1');
    expect(await record.read()).toBe(2);
    expect(await record.update(() => undefined)).toBeUndefined();
    await clock.advanceBy(0);
    expect(await map.read('a')).toBeUndefined();
  });

  it('removes from a store that has failed what could not be replaced there', async () => {
    const records = new Map([['a', '1']]);
    const { update, ...store } = createMapStore(records);
    const full = new Error('quota');
    const refusing: TextStore = {
      ...store,
      update: (slot, change) => update(slot, (current) => {
        const next = change(current);
        if (next !== undefined) throw full;
        return next;
      }),
    };
    const record = createTextStorage(refusing).open('a', numberFormat);
    expect(await record.update(() => 2)).toBe(2);
    expect([...records]).toEqual([['a', '1']]);
    await record.update(() => undefined);
    expect([...records]).toEqual([]);
  });
});
