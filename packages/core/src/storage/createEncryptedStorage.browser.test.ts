import { createSimulatedClock } from '@valetkey/testing';
import { describeStorageContract } from '@valetkey/testing/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CredentialsError } from '../errors/credentialsError.ts';
import { STORAGE_TIMEOUT_MS } from './withinTime.ts';
import { systemTabEnvironment, type TabEnvironment } from '../tabs/environment.ts';
import type { SharedRecord } from '../tabs/tabPorts.ts';
import { createEncryptedStorage } from './createEncryptedStorage.ts';
import { renewRecord } from './renewRecord.ts';
import type { RecordFormat, StoredRecord } from './storagePort.ts';

const format: RecordFormat<string> = { write: String, read: String };
const SECRET = 'a refresh token';

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error as DOMException);
  });
}

const deleteDatabase = (): Promise<unknown> => settled(indexedDB.deleteDatabase('valetkey'));

/** Another program of this origin, at the records themselves. */
async function atRecords<Result>(work: (store: IDBObjectStore) => IDBRequest<Result>): Promise<Result> {
  const database = await settled(indexedDB.open('valetkey'));
  try {
    return await settled(work(database.transaction('records', 'readwrite').objectStore('records')));
  } finally {
    database.close();
  }
}

const readRaw = (): Promise<SharedRecord> => atRecords((store) => store.get('slot') as IDBRequest<SharedRecord>);

/** A page of the same origin: a storage of its own over the same database. */
function openPage(environment: Partial<TabEnvironment> = {}) {
  const failures: CredentialsError[] = [];
  const storage = createEncryptedStorage({
    onFailure: (error) => failures.push(error),
    environment: Object.create(systemTabEnvironment, Object.getOwnPropertyDescriptors(environment)) as TabEnvironment,
  });
  return { storage, failures, record: storage.open('slot', format) };
}

beforeEach(deleteDatabase);
afterEach(() => vi.restoreAllMocks());

describeStorageContract('createEncryptedStorage', () => createEncryptedStorage());

describe('createEncryptedStorage', () => {
  it('opens nothing before it is asked', async () => {
    openPage().record.watch?.(() => undefined)();
    expect(await indexedDB.databases()).toEqual([]);
  });

  it('shows every page what one has written, and a page opened later', async () => {
    const [one, other] = [openPage().record, openPage().record];
    await one.update(() => SECRET);
    expect(await other.read()).toBe(SECRET);
    expect(await openPage().record.read()).toBe(SECRET);
  });

  it('writes no secret in plain text, under a key that no script can export', async () => {
    await openPage().record.update(() => SECRET);
    const { sealed } = await readRaw();
    const bytes = new TextDecoder('latin1').decode(sealed?.data);
    expect(bytes).not.toContain(SECRET);
    expect(sealed?.key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', sealed?.key as CryptoKey)).rejects.toThrow();
  });

  it('takes a fresh key and initialization vector for each write, and leaves neither behind a sign-out', async () => {
    const { record } = openPage();
    await record.update(() => SECRET);
    const first = await readRaw();
    await record.update(() => `${SECRET} 2`);
    const second = await readRaw();
    expect(second.sealed?.iv).not.toEqual(first.sealed?.iv);
    expect(second.generation).toBe(first.generation + 1);
    await record.update(() => undefined);
    expect(await readRaw()).toEqual({ version: 1, epoch: 3, generation: 3 });
  });

  const vandals: readonly (readonly [string, (kept: SharedRecord) => unknown])[] = [
    ['tampered with', (kept) => ({ ...kept, sealed: { ...kept.sealed, data: new Uint8Array(kept.sealed?.data as ArrayBuffer).fill(7, 0, 1).buffer } })],
    ['truncated', (kept) => ({ ...kept, sealed: { ...kept.sealed, data: kept.sealed?.data.slice(1) } })],
    ['set back to an older place in the sequence', (kept) => ({ ...kept, generation: kept.generation - 1 })],
    ['moved to another epoch', (kept) => ({ ...kept, epoch: kept.epoch + 1 })],
    ['robbed of its key', (kept) => ({ ...kept, sealed: { ...kept.sealed, key: undefined } })],
    ['of another program', () => ({ theme: 'dark' })],
    ['of a version to come', (kept) => ({ ...kept, version: 2 })],
    ['a number', () => 7],
  ];

  it.each(vandals)('drops a record that was %s, without a throw, and can be written again', async (_what, vandalise) => {
    const { record, failures } = openPage();
    await record.update(() => SECRET);
    const kept = await readRaw();
    await atRecords((store) => store.put(vandalise(kept), 'slot'));
    expect(await record.read()).toBeUndefined();
    expect(await record.update(() => 'new')).toBe('new');
    expect(await openPage().record.read()).toBe('new');
    expect(failures).toEqual([]);
  });

  it('does not open a record that was copied from another slot', async () => {
    const { storage, record } = openPage();
    await record.update(() => SECRET);
    const kept = await readRaw();
    await atRecords((store) => store.put(kept, 'other'));
    expect(await storage.open('other', format).read()).toBeUndefined();
  });

  it('tells the other pages of a change, and they read for themselves', async () => {
    const [one, other] = [openPage().record, openPage().record];
    const heard = new Promise<string | undefined>((resolve) => {
      const stop = other.watch?.(() => {
        stop?.();
        void other.read().then(resolve);
      });
    });
    await one.update(() => SECRET);
    expect(await heard).toBe(SECRET);
  });

  it('looks again when a note about its slot arrives from another page, for which no message is needed', async () => {
    const { record } = openPage({ openChannel: undefined });
    let heard = 0;
    const stop = record.watch?.(() => void (heard += 1));
    const frame = document.body.appendChild(document.createElement('iframe'));
    const other = frame.contentWindow as Window;
    const arrived = new Promise((resolve) => window.addEventListener('storage', ({ key }) => key === 'last' && resolve(key)));
    for (const key of ['other:end:note', 'slot:end:note', 'last']) other.localStorage.setItem(key, '1');
    await arrived;
    expect(heard).toBe(1);
    stop?.();
    localStorage.clear();
    frame.remove();
  });

  it.each([
    ['is missing', undefined],
    [
      'does not open',
      () => {
        throw new DOMException('denied', 'SecurityError');
      },
    ],
  ])('where BroadcastChannel %s, tells the other pages through localStorage, in which nothing is left', async (_, openChannel) => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    // What another document writes is heard of here.
    const other = openPage({ openChannel, localStorage: (frame.contentWindow as Window).localStorage }).record;
    const { record } = openPage({ openChannel });
    const values: (string | null)[] = [];
    const note = ({ newValue }: StorageEvent): unknown => values.push(newValue);
    window.addEventListener('storage', note);
    const heard = new Promise<string | undefined>((resolve) => {
      const stop = record.watch?.(() => {
        stop?.();
        void record.read().then(resolve);
      });
    });
    await other.update(() => SECRET);
    expect(await heard).toBe(SECRET);
    expect(values[0]).toBe('');
    expect(localStorage).toHaveLength(0);
    window.removeEventListener('storage', note);
    frame.remove();
  });

  it('sends no secret in a hint', async () => {
    const posted = vi.spyOn(BroadcastChannel.prototype, 'postMessage');
    const { record } = openPage();
    await record.update(() => SECRET);
    await renewRecord(record, () => true, () => Promise.resolve(`${SECRET} 2`));
    expect(posted.mock.calls).toEqual([[{ type: 'changed', slot: 'slot' }], [{ type: 'changed', slot: 'slot' }]]);
  });

  it('ignores messages of other shapes', async () => {
    let heard = 0;
    const stop = openPage().record.watch?.(() => void (heard += 1));
    const stranger = new BroadcastChannel('valetkey:v1');
    for (const message of [null, 7, 'changed', { type: 'signed-in', slot: 'slot' }, { slot: 'slot' }, { type: 'changed', slot: 'other' }]) stranger.postMessage(message);
    const last = new Promise<void>((resolve) => {
      const ears = new BroadcastChannel('valetkey:v1');
      ears.onmessage = ({ data }) => {
        if (data === 'last') resolve(ears.close());
      };
    });
    stranger.postMessage('last');
    await last;
    expect(heard).toBe(0);
    stop?.();
    stranger.close();
  });

  it('closes its channel with the last who listens', () => {
    const close = vi.spyOn(BroadcastChannel.prototype, 'close');
    const { record } = openPage();
    const stops = [record.watch?.(() => undefined), record.watch?.(() => undefined)];
    stops[0]?.();
    expect(close).not.toHaveBeenCalled();
    stops[1]?.();
    expect(close).toHaveBeenCalledOnce();
  });

  it('lets pages renew one at a time', async () => {
    const pages = Array.from({ length: 6 }, () => openPage().record);
    await pages[0]?.update(() => 'old');
    let calls = 0;
    const obtain = async (): Promise<string> => `new ${(calls += 1)}`;
    const renew = (record: StoredRecord<string>): Promise<string | undefined> => renewRecord(record, (kept) => kept === 'old', obtain);
    expect(await Promise.all(pages.map(renew))).toEqual(Array(6).fill('new 1'));
    expect(calls).toBe(1);
  });

  it('goes on when the person clears the data of the site under its hands', async () => {
    const { record, failures } = openPage();
    await record.update(() => SECRET);
    await deleteDatabase();
    expect(await record.read()).toBeUndefined();
    expect(await record.update(() => 'new')).toBe('new');
    expect(await openPage().record.read()).toBe('new');
    expect(failures).toEqual([]);
  });

  it('makes way at once for a page that upgrades the database', async () => {
    const { record } = openPage();
    await record.update(() => SECRET);
    const upgraded = await settled(indexedDB.open('valetkey', 2));
    expect(upgraded.version).toBe(2);
    upgraded.close();
  });
});

describe('createEncryptedStorage, where the browser keeps nothing, goes on in memory and says so once:', () => {
  async function expectMemory({ record, failures }: ReturnType<typeof openPage>): Promise<void> {
    expect(await record.update(() => SECRET)).toBe(SECRET);
    expect(await record.read()).toBe(SECRET);
    expect(await record.update(() => undefined)).toBeUndefined();
    expect(failures.map(({ code }) => code)).toEqual(['STORAGE_UNAVAILABLE']);
  }

  it('no IndexedDB', () => expectMemory(openPage({ indexedDB: undefined })));

  it('IndexedDB that throws when it is touched, as in a sandboxed frame', () =>
    expectMemory(
      openPage({
        get indexedDB(): IDBFactory {
          throw new DOMException('denied', 'SecurityError');
        },
      }),
    ));

  it('a full disk: the request succeeds, the transaction does not', async () => {
    const page = openPage();
    await page.record.update(() => 'kept before');
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function abort(this: IDBObjectStore) {
      this.transaction.abort();
      return {} as IDBRequest<IDBValidKey>;
    });
    await expectMemory(page);
    // Once to write. A removal is tried in the failed storage as well: a reload must not bring back what was kept before.
    expect(put).toHaveBeenCalledTimes(2);
  });

  it('a database of a later version', async () => {
    (await settled(indexedDB.open('valetkey', 2))).close();
    await expectMemory(openPage());
  });

  it('a database that another program has made, without our store', async () => {
    (await settled(indexedDB.open('valetkey', 1))).close();
    await expectMemory(openPage());
  });

  it('a database that does not open, within 2 s', async () => {
    const clock = createSimulatedClock();
    const failures: CredentialsError[] = [];
    const blocked = { open: () => ({}) as IDBOpenDBRequest } as unknown as IDBFactory;
    const environment = Object.create(systemTabEnvironment, { indexedDB: { value: blocked } }) as TabEnvironment;
    const record = createEncryptedStorage({ clock, environment, onFailure: (error) => failures.push(error) }).open('slot', format);
    const read = record.read();
    await clock.advanceBy(STORAGE_TIMEOUT_MS - 1);
    expect(failures).toEqual([]);
    await clock.advanceBy(1);
    expect(await read).toBeUndefined();
    expect(failures).toMatchObject([{ code: 'STORAGE_UNAVAILABLE' }]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('no Web Crypto, on a plain-http page', async () => {
    const { record, failures, storage } = openPage({ crypto: undefined });
    expect(storage.kind).toBe('memory');
    expect(await record.update(() => SECRET)).toBe(SECRET);
    expect(failures.map(({ code }) => code)).toEqual(['WEB_CRYPTO_MISSING']);
    expect(storage.failure?.getSnapshot()).toBe(failures[0]);
    expect(await indexedDB.databases()).toEqual([]);
  });
});
