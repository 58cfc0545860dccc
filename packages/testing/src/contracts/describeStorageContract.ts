import { renewRecord, type RecordFormat, type StoragePort, type StoredRecord } from '@valetkey/core';
import { beforeEach, describe, expect, it } from 'vitest';

interface Note {
  readonly text: string;
}

const noteFormat: RecordFormat<Note> = {
  write: ({ text }) => JSON.stringify({ text }),
  read: (written) => JSON.parse(written) as Note,
};

const is = (one: Note) => (kept: Note | undefined): boolean => kept?.text === one.text;
const note = (text: string): Note => ({ text });

/**
 * What any {@link StoragePort} must do. Call it at the top level of a test file.
 * @param name - The implementation's name.
 * @param create - Makes an empty storage.
 */
export function describeStorageContract(name: string, create: () => StoragePort | Promise<StoragePort>): void {
  describe(`${name}, as a storage`, () => {
    let storage: StoragePort;
    let record: StoredRecord<Note>;
    beforeEach(async () => {
      storage = await create();
      record = storage.open('a', noteFormat);
    });

    it('says what kind it is', () => {
      expect(storage.kind).not.toBe('');
    });

    it('has nothing in a slot that nobody has written', async () => {
      expect(await record.read()).toBeUndefined();
    });

    it('gives back what was written, whatever the text', async () => {
      const written = note('ключ 🔑 "quoted"\n\u0000'.repeat(200));
      expect(await record.update(() => written)).toEqual(written);
      expect(await record.read()).toEqual(written);
      expect(await storage.open('a', noteFormat).read()).toEqual(written);
    });

    it('keeps slots apart, also those whose names look alike', async () => {
      const open = (slot: string): StoredRecord<Note> => storage.open(slot, noteFormat);
      await record.update(() => note('1'));
      await open('a:b').update(() => note('2'));
      await open('__proto__').update(() => note('3'));
      const read = await Promise.all(['a', 'a:b', '__proto__', 'constructor'].map((slot) => open(slot).read()));
      expect(read.map((kept) => kept?.text)).toEqual(['1', '2', '3', undefined]);
    });

    it('tells a change what is there now', async () => {
      const seen: (string | undefined)[] = [];
      const change = (next: string) => (current: Note | undefined) => {
        seen.push(current?.text);
        return note(next);
      };
      await record.update(change('first'));
      await record.update(change('second'));
      expect(seen).toEqual([undefined, 'first']);
    });

    it('removes a record when the change returns nothing', async () => {
      await record.update(() => note('first'));
      expect(await record.update(() => undefined)).toBeUndefined();
      expect(await record.read()).toBeUndefined();
    });

    it('lets no writer come between reading and writing', async () => {
      const increment = (current: Note | undefined): Note => note(String(Number(current?.text ?? '0') + 1));
      await Promise.all(Array.from({ length: 50 }, () => storage.open('a', noteFormat).update(increment)));
      expect((await record.read())?.text).toBe('50');
    });

    it('keeps the old record when a change throws', async () => {
      await record.update(() => note('first'));
      const failing = (async () => {
        await record.update(() => {
          throw new Error('changed my mind');
        });
      })();
      await expect(failing).rejects.toThrow('changed my mind');
      expect((await record.read())?.text).toBe('first');
    });

    it('renews what is there', async () => {
      const before = note('first');
      await record.update(() => before);
      expect(await renewRecord(record, is(before), () => Promise.resolve(note('second')))).toEqual(note('second'));
      expect(await record.read()).toEqual(note('second'));
    });

    it('renews nothing that was replaced or removed meanwhile, and says what is there', async () => {
      const before = note('first');
      for (const meanwhile of [note('theirs'), undefined]) {
        await record.update(() => before);
        const renewed = renewRecord(record, is(before), async () => {
          await storage.open('a', noteFormat).update(() => meanwhile);
          return note('ours');
        });
        expect(await renewed).toEqual(meanwhile);
        expect(await record.read()).toEqual(meanwhile);
      }
    });

    it('passes on why nothing could be obtained, and keeps what is there', async () => {
      const before = note('first');
      await record.update(() => before);
      const failure = new Error('no answer');
      await expect(renewRecord(record, is(before), () => Promise.reject(failure))).rejects.toBe(failure);
      expect(await record.read()).toEqual(before);
      expect(await renewRecord(record, is(before), () => Promise.resolve(note('second')))).toEqual(note('second'));
    });

    it('asks for nothing when another page has renewed already', async () => {
      await record.update(() => note('first'));
      let asked = 0;
      const ask = (): Promise<Note> => Promise.resolve(note(`${(asked += 1)}`));
      expect(await renewRecord(record, is(note('before')), ask)).toEqual(note('first'));
      await record.update(() => undefined);
      expect(await renewRecord(record, is(note('first')), ask)).toBeUndefined();
      expect(asked).toBe(0);
    });

    it('can be watched where several pages see it, and stops when told', () => {
      const stop = record.watch?.(() => undefined);
      stop?.();
      stop?.();
    });
  });
}
