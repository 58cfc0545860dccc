import type { Page } from 'playwright';

/** Everything a page says about itself: what a person with developer tools open would see. */
export interface PageWatch {
  /** Console errors and warnings, uncaught exceptions, unhandled rejections. */
  readonly problems: string[];
  /** Every line of the console. */
  readonly consoleLines: string[];
  /** Every URL requested. */
  readonly urls: string[];
}

/** Begins to watch. */
export function watchPage(page: Page): PageWatch {
  const watch: PageWatch = { problems: [], consoleLines: [], urls: [] };
  page.on('console', (message) => {
    watch.consoleLines.push(message.text());
    if (message.type() === 'error' || message.type() === 'warning') watch.problems.push(message.text());
  });
  // Unhandled rejections arrive here as well.
  page.on('pageerror', (error) => watch.problems.push(error.message));
  page.on('request', (request) => watch.urls.push(request.url()));
  return watch;
}

/** Everything that outlives the tab, as a script in the page reads it: local storage, cookies, IndexedDB, names of caches. */
export async function readDeviceStorage(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const settled = <Result>(request: IDBRequest<Result>): Promise<Result> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error as DOMException);
      });
    const records: unknown[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store);
        records.push([name, store, await settled(objects.getAllKeys()), await settled(objects.getAll())]);
      }
      database.close();
    }
    const asText = (_key: string, value: unknown): unknown =>
      value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? new TextDecoder('latin1').decode(value) : value;
    return JSON.stringify({ local: Object.entries(localStorage), cookies: document.cookie, records, caches: await caches.keys() }, asText);
  });
}
