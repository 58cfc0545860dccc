import type { Clock } from '../clock.ts';
import { withinTime } from '../storage/withinTime.ts';
import type { SharedRecords } from './tabPorts.ts';

// Never raised lightly: pages that still run the version before would stand in the way.
const VERSION = 1;
const DATABASE = 'valetkey';
const STORE = 'records';

/** Records in IndexedDB, each change in one transaction that is on disk when it resolves. Opens the database when first used. */
export function createIndexedDbRecords(getFactory: () => IDBFactory | undefined, clock: Clock): SharedRecords {
  let opening: Promise<IDBDatabase> | undefined;

  function connect(): Promise<IDBDatabase> {
    const mine = (opening ??= openDatabase(getFactory(), forget).catch((error: unknown) => {
      forget();
      throw error;
    }));
    function forget(): void {
      if (opening === mine) opening = undefined;
    }
    return mine;
  }

  async function begin(mode: IDBTransactionMode): Promise<IDBTransaction> {
    const database = await connect();
    try {
      return database.transaction(STORE, mode, { durability: 'strict' });
    } catch {
      // Closed under our hands, as when the person clears the site's data: browsers say so late or never.
      opening = undefined;
      database.close();
      return (await connect()).transaction(STORE, mode, { durability: 'strict' });
    }
  }

  async function run<Result>(mode: IDBTransactionMode, work: (store: IDBObjectStore, done: (result: Result) => void) => void): Promise<Result> {
    const transaction = await begin(mode);
    return new Promise((resolve, reject) => {
      let result: Result;
      // A request can succeed and its transaction still fail, as when the disk is full.
      transaction.oncomplete = () => resolve(result);
      transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
      work(transaction.objectStore(STORE), (value) => (result = value));
    });
  }

  return {
    read: (slot) =>
      withinTime(clock, () =>
        run('readonly', (store, done) => {
          const request = store.get(slot);
          request.onsuccess = () => done(request.result);
        }),
      ),
    transact: (slot, change) =>
      withinTime(clock, () =>
        run<void>('readwrite', (store) => {
          const request = store.get(slot);
          request.onsuccess = () => {
            const next = change(request.result);
            if (next !== request.result) store.put(next, slot);
          };
        }),
      ),
  };
}

/** @param onClose - Told when the connection is of no more use. */
function openDatabase(factory: IDBFactory | undefined, onClose: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    if (factory === undefined) throw new Error('This browser has no IndexedDB.');
    const request = factory.open(DATABASE, VERSION);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB did not open.'));
    request.onsuccess = () => {
      const database = request.result;
      database.onclose = onClose;
      // Another page wants to delete or upgrade the database, and waits for this.
      database.onversionchange = () => {
        database.close();
        onClose();
      };
      resolve(database);
    };
  });
}
