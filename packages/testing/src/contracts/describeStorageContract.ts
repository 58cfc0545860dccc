import type { StoragePort } from '@valetkey/core';
import { beforeEach, describe, expect, it } from 'vitest';

/**
 * What any {@link StoragePort} must do. Call it at the top level of a test file.
 * @param name - The implementation's name.
 * @param create - Makes an empty storage.
 */
export function describeStorageContract(name: string, create: () => StoragePort | Promise<StoragePort>): void {
  describe(`${name}, as a storage`, () => {
    let storage: StoragePort;
    beforeEach(async () => {
      storage = await create();
    });

    it('says what kind it is', () => {
      expect(storage.kind).not.toBe('');
    });

    it('has nothing in a slot that nobody has written', async () => {
      expect(await storage.read('a')).toBeUndefined();
    });

    it('gives back what was written, whatever the text', async () => {
      const record = JSON.stringify({ text: 'ключ 🔑 "quoted"\n\u0000' }).repeat(200);
      expect(await storage.update('a', () => record)).toBe(record);
      expect(await storage.read('a')).toBe(record);
    });

    it('keeps slots apart, also those whose names look alike', async () => {
      await storage.update('a', () => '1');
      await storage.update('a:b', () => '2');
      await storage.update('__proto__', () => '3');
      expect(await Promise.all(['a', 'a:b', '__proto__', 'constructor'].map((slot) => storage.read(slot)))).toEqual([
        '1',
        '2',
        '3',
        undefined,
      ]);
    });

    it('tells a change what is there now', async () => {
      const seen: (string | undefined)[] = [];
      const note = (next: string) => (current: string | undefined) => {
        seen.push(current);
        return next;
      };
      await storage.update('a', note('first'));
      await storage.update('a', note('second'));
      expect(seen).toEqual([undefined, 'first']);
    });

    it('removes a record when the change returns nothing', async () => {
      await storage.update('a', () => 'first');
      expect(await storage.update('a', () => undefined)).toBeUndefined();
      expect(await storage.read('a')).toBeUndefined();
    });

    it('lets no writer come between reading and writing', async () => {
      const increment = (current: string | undefined): string => String(Number(current ?? '0') + 1);
      await Promise.all(Array.from({ length: 50 }, () => storage.update('count', increment)));
      expect(await storage.read('count')).toBe('50');
    });

    it('keeps the old record when a change throws', async () => {
      await storage.update('a', () => 'first');
      const failing = (async () => {
        await storage.update('a', () => {
          throw new Error('changed my mind');
        });
      })();
      await expect(failing).rejects.toThrow('changed my mind');
      expect(await storage.read('a')).toBe('first');
    });
  });
}
