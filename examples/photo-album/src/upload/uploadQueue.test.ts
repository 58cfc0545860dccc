import { describe, expect, test } from 'vitest';
import type { Album } from '../album/album.ts';
import { createUploadQueue, type SendPhoto, type Upload } from './uploadQueue.ts';

const album: Album = { shelf: 'mine', owner: '1', name: 'Iceland', prefix: 'users/1/Iceland/' };
const photo = (name: string): File => new File(['jpeg'], name, { type: 'image/jpeg' });

/** A queue whose sending the test decides. */
function setUp() {
  const sent: { upload: Upload; how: Parameters<SendPhoto>[1]; resolve: () => void; reject: (error: unknown) => void }[] = [];
  const uploaded: string[] = [];
  const queue = createUploadQueue(
    (upload, how) =>
      new Promise((resolve, reject) => {
        sent.push({ upload, how, resolve, reject });
        how.signal.addEventListener('abort', () => reject(how.signal.reason as Error));
      }),
  );
  queue.onUploaded((upload) => uploaded.push(upload.fileName));
  const states = (): readonly string[] => queue.getSnapshot().map((upload) => `${upload.fileName} ${upload.state.kind}`);
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return { queue, sent, uploaded, states, settle };
}

describe('upload queue', () => {
  test('sends one file after the other and reports progress', async () => {
    const { queue, sent, uploaded, states, settle } = setUp();
    queue.add(album, [photo('a.jpg'), photo('b.jpg')], []);
    expect(states()).toEqual(['a.jpg uploading', 'b.jpg waiting']);

    sent[0]!.how.onProgress(0.5);
    expect(queue.getSnapshot()[0]!.state).toEqual({ kind: 'uploading', progress: 0.5 });

    sent[0]!.resolve();
    await settle();
    expect(uploaded).toEqual(['a.jpg']);
    expect(states()).toEqual(['b.jpg uploading']);
  });

  test('keeps the file of a failed upload, goes on with the next, and sends the failed one again when told to', async () => {
    const { queue, sent, uploaded, states, settle } = setUp();
    queue.add(album, [photo('a.jpg'), photo('b.jpg')], []);
    sent[0]!.reject(new Error('cut'));
    await settle();
    expect(states()).toEqual(['a.jpg failed', 'b.jpg uploading']);
    sent[1]!.resolve();
    await settle();

    queue.retry(queue.getSnapshot()[0]!.id);
    expect(sent[2]!.upload.file).toBe(sent[0]!.upload.file);
    sent[2]!.resolve();
    await settle();
    expect(uploaded).toEqual(['b.jpg', 'a.jpg']);
    expect(states()).toEqual([]);
  });

  test('cancelling aborts the request, forgets the file and tells nobody that it arrived', async () => {
    const { queue, sent, uploaded, states, settle } = setUp();
    queue.add(album, [photo('a.jpg'), photo('b.jpg')], []);
    queue.remove(sent[0]!.upload.id);
    expect(sent[0]!.how.signal.aborted).toBe(true);
    await settle();
    expect(states()).toEqual(['b.jpg uploading']);
    expect(uploaded).toEqual([]);
  });

  test('progress that arrives after a cancel changes nothing', async () => {
    const { queue, sent, states, settle } = setUp();
    queue.add(album, [photo('a.jpg'), photo('b.jpg')], []);
    queue.remove(sent[0]!.upload.id);
    await settle();
    sent[0]!.how.onProgress(0.9);
    expect(states()).toEqual(['b.jpg uploading']);
    expect(queue.getSnapshot()[0]!.state).toEqual({ kind: 'uploading', progress: 0 });
  });

  test('never overwrites a photo: names that are taken get a number', () => {
    const { queue } = setUp();
    queue.add(album, [photo('a.jpg'), photo('a.jpg'), photo('b/c')], ['a.jpg']);
    expect(queue.getSnapshot().map((upload) => upload.fileName)).toEqual(['a (2).jpg', 'a (3).jpg', 'b-c']);
  });

  test('removing all aborts what runs and starts nothing', async () => {
    const { queue, sent, states, settle } = setUp();
    queue.add(album, [photo('a.jpg'), photo('b.jpg')], []);
    queue.removeAll();
    await settle();
    expect(sent).toHaveLength(1);
    expect(sent[0]!.how.signal.aborted).toBe(true);
    expect(states()).toEqual([]);
  });
});
