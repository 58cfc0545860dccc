import type { Page } from 'playwright';

/**
 * Every text that a page’s memory still holds after the garbage collector has been there, closures included: what no script in it
 * could read, and a debugger can. Of long texts the first 1,024 characters.
 */
export async function readHeap(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return (JSON.parse(chunks.join('')) as { readonly strings: readonly string[] }).strings;
}
