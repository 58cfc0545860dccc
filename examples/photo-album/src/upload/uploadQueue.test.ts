import { describe, expect, test } from 'vitest';
import type { Album } from '../album/album.ts';
import { createUploadQueue, type Upload } from './uploadQueue.ts';

const album: Album = { shelf: 'mine', owner: '1', name: 'Iceland', prefix: 'users/1/Iceland/' };
const photo = (name: string): File => new File(['jpeg'], name, { type: 'image/jpeg' });

/** A queue whose sending the test decides. */
function setUp() {
  const asked: string[] = [];
  const uploaded: string[] = [];
  let settle: { readonly resolve: () => void; readonly reject: (error: unknown) => void } | undefined;
  const send = (what: string): Promise<void> => {
    asked.push(what);
    return new Promise((resolve, reject) => (settle = { resolve, reject }));
  };
  const queue = createUploadQueue({
    start: (upload: Upload) => send(`start ${upload.fileName}`),
    retry: () => send('retry'),
    cancel() {
      asked.push('cancel');
      settle?.reject(new Error('canceled'));
      return Promise.resolve();
    },
  });
  queue.onUploaded((upload) => uploaded.push(upload.fileName));
  const then = async (act?: 'resolve' | 'reject'): Promise<void> => {
    if (act === 'resolve') settle?.resolve();
    if (act === 'reject') settle?.reject(new Error('cut'));
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return {
    queue,
    asked,
    uploaded,
    states: (): readonly string[] => queue.getSnapshot().map((upload) => `${upload.fileName} ${upload.state.kind}`),
    idOf: (name: string): number => queue.getSnapshot().find(({ fileName }) => fileName === name)?.id ?? 0,
    arrive: () => then('resolve'),
    fail: () => then('reject'),
    pass: () => then(),
  };
}

describe('upload queue', () => {
  test('sends one file after the other', async () => {
    const { queue, asked, uploaded, states, arrive } = setUp();
    queue.add(album, [photo('a.jpg'), photo('b.jpg')], []);
    expect(states()).toEqual(['a.jpg uploading', 'b.jpg waiting']);
    await arrive();
    expect(uploaded).toEqual(['a.jpg']);
    expect(states()).toEqual(['b.jpg uploading']);
    expect(asked).toEqual(['start a.jpg', 'start b.jpg']);
  });

  test('a failed upload goes on where it was when told to', async () => {
    const { queue, asked, uploaded, states, idOf, arrive, fail } = setUp();
    queue.add(album, [photo('a.jpg')], []);
    await fail();
    expect(states()).toEqual(['a.jpg failed']);
    queue.retry(idOf('a.jpg'));
    await arrive();
    expect(asked).toEqual(['start a.jpg', 'retry']);
    expect(uploaded).toEqual(['a.jpg']);
    expect(states()).toEqual([]);
  });

  test('goes on with the next after a failure, and sends the failed one anew when told to', async () => {
    const { queue, asked, uploaded, states, idOf, arrive, fail } = setUp();
    queue.add(album, [photo('a.jpg'), photo('b.jpg')], []);
    await fail();
    expect(states()).toEqual(['a.jpg failed', 'b.jpg uploading']);
    await arrive();
    queue.retry(idOf('a.jpg'));
    await arrive();
    expect(asked).toEqual(['start a.jpg', 'start b.jpg', 'start a.jpg']);
    expect(uploaded).toEqual(['b.jpg', 'a.jpg']);
  });

  test('cancelling gives up what is sent, forgets the file and tells nobody that it arrived', async () => {
    const { queue, asked, uploaded, states, idOf, pass } = setUp();
    queue.add(album, [photo('a.jpg'), photo('b.jpg')], []);
    queue.remove(idOf('a.jpg'));
    await pass();
    expect(asked).toEqual(['start a.jpg', 'cancel', 'start b.jpg']);
    expect(states()).toEqual(['b.jpg uploading']);
    expect(uploaded).toEqual([]);
  });

  test('forgetting a failed upload gives up what is held of it, and of no other', async () => {
    const { queue, asked, states, idOf, arrive, fail, pass } = setUp();
    queue.add(album, [photo('a.jpg'), photo('b.jpg'), photo('c.jpg')], []);
    await fail();
    queue.remove(idOf('c.jpg'));
    queue.remove(idOf('a.jpg'));
    expect(asked).toEqual(['start a.jpg', 'start b.jpg']);
    await fail();
    queue.remove(idOf('b.jpg'));
    await pass();
    expect(asked).toEqual(['start a.jpg', 'start b.jpg', 'cancel']);
    expect(states()).toEqual([]);
    queue.add(album, [photo('d.jpg')], []);
    await arrive();
    expect(states()).toEqual([]);
  });

  test('never overwrites a photo: names that are taken get a number', () => {
    const { queue } = setUp();
    queue.add(album, [photo('a.jpg'), photo('a.jpg'), photo('b/c')], ['a.jpg']);
    expect(queue.getSnapshot().map((upload) => upload.fileName)).toEqual(['a (2).jpg', 'a (3).jpg', 'b-c']);
  });

  test('removing all gives up what is sent and starts nothing', async () => {
    const { queue, asked, states, pass } = setUp();
    queue.add(album, [photo('a.jpg'), photo('b.jpg')], []);
    queue.removeAll();
    await pass();
    expect(asked).toEqual(['start a.jpg', 'cancel']);
    expect(states()).toEqual([]);
  });
});
