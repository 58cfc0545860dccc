import { describeStorageContract } from '@valetkey/testing/contracts';
import { describe, expect, it } from 'vitest';
import { createTextStorage, type TextStore } from './createTextStorage.ts';
import type { RecordFormat } from './storagePort.ts';

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
    expect(await record.read()).toBe(1);
    expect(await record.update((current) => (current ?? 0) + 1)).toBe(2);
    expect(await record.read()).toBe(2);
    expect(causes).toMatchObject([{ code: 'STORAGE_UNAVAILABLE', cause: new Error('quota') }]);
    expect(seen).toEqual(causes);
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
