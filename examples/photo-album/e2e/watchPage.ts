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

/** Everything the page has stored: local and session storage, cookies, IndexedDB names and Cache Storage names. */
export async function readStorage(page: Page): Promise<string> {
  return page.evaluate(async () =>
    JSON.stringify({
      local: Object.entries(localStorage),
      session: Object.entries(sessionStorage),
      cookies: document.cookie,
      databases: await indexedDB.databases(),
      caches: await caches.keys(),
    }),
  );
}
