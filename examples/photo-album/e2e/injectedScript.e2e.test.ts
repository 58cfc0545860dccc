import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signIn, waitForPictures } from './albumSteps.ts';
import { collectSecrets, type HandedSecrets } from './collectSecrets.ts';
import { readEverything } from './readEverything.ts';
import { seededPerson, startPhotoAlbum, type PhotoAlbum } from './startPhotoAlbum.ts';
import { readDeviceStorage } from './watchPage.ts';

let album: PhotoAlbum;
let page: Page;
let secrets: HandedSecrets;

beforeAll(async () => {
  album = await startPhotoAlbum({ guestsWelcome: false });
  ({ page } = await album.visit());
  secrets = collectSecrets(page);
  await page.getByLabel('Keep me signed in on this device').check();
  await signIn(page, seededPerson);
  await waitForPictures(page, 9);
});

afterAll(() => album.stop());

describe('a script that was injected into the album', () => {
  test('finds no password and no token in anything it can reach from the page’s globals', async () => {
    await page.evaluate(() => {
      class Holder {
        readonly #text = `planted ${'where getters are'}`;
        get text(): string {
          return this.#text;
        }
      }
      Object.assign(document.body, { planted: new Map([[{}, [new Holder()]]]) });
    });
    const texts = await readEverything(page);
    // It does look everywhere: at what lies behind a getter, and in what React holds.
    expect(texts).toContain('planted where getters are');
    expect(texts.some((text) => text.includes(seededPerson.email))).toBe(true);
    const { refreshToken = '' } = secrets.latest;
    expect(refreshToken).not.toBe('');
    const holders = (secret: string): number => texts.filter((text) => text.includes(secret)).length;
    for (const secret of [...secrets.all, refreshToken, seededPerson.password]) expect(holders(secret)).toBe(0);
  });

  test('finds nothing in plain text that the browser keeps, and cannot export the key of what is encrypted', async () => {
    const kept = await readDeviceStorage(page);
    const ofTab = await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)));
    expect(kept).toContain('valetkey');
    for (const secret of [...secrets.all, seededPerson.password]) expect(kept.includes(secret) || ofTab.includes(secret)).toBe(false);
    const exported = await page.evaluate(async () => {
      const settled = <Result>(request: IDBRequest<Result>): Promise<Result> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error as DOMException);
        });
      const database = await settled(indexedDB.open('valetkey'));
      const records = (await settled(database.transaction('records').objectStore('records').getAll())) as { sealed?: { key: CryptoKey } }[];
      database.close();
      const keys = records.flatMap(({ sealed }) => sealed?.key ?? []);
      return Promise.all(keys.flatMap((key) => ['raw', 'jwk'].map((format) => crypto.subtle.exportKey(format as 'raw', key).then(() => 'exported', (error: Error) => error.name))));
    });
    expect(exported.length).toBeGreaterThan(0);
    expect(new Set(exported)).toEqual(new Set(['InvalidAccessError']));
  });

  test('finds no global of ours, and no hook for developer tools', async () => {
    const added = await page.evaluate(() => {
      const empty = document.body.appendChild(document.createElement('iframe'));
      const known = new Set(Reflect.ownKeys(empty.contentWindow ?? {}));
      empty.remove();
      return Reflect.ownKeys(window).filter((name) => !known.has(name)).map(String);
    });
    expect(added).toEqual([]);
  });
});
