import type { Album } from '../album/album.ts';

/** A photo on its way into an album. */
export interface Upload {
  readonly id: number;
  readonly album: Album;
  readonly file: File;
  /** Name of the photo in the album: the file's, or a numbered one when that is taken. */
  readonly fileName: string;
  /** Address of the local file for an `<img>`, valid while the upload is in the queue. */
  readonly previewUrl: string;
  readonly state: { readonly kind: 'waiting' } | { readonly kind: 'uploading' } | { readonly kind: 'failed'; readonly error: unknown };
}

/** What sends one photo at a time, and still holds the last one when that has failed. */
export interface PhotoSender {
  /** Rejects when the photo cannot be sent. Whatever was held is given up. */
  readonly start: (upload: Upload) => Promise<unknown>;
  /** Goes on with the photo that is held. */
  readonly retry: () => Promise<unknown>;
  /** Gives up the photo that is sent or held. */
  readonly cancel: () => Promise<unknown>;
}

/** Uploads one file after the other. A failed one keeps its file and waits to be retried or removed. */
export interface UploadQueue {
  readonly getSnapshot: () => readonly Upload[];
  readonly subscribe: (listener: () => void) => () => void;
  /** @param taken - Names the album already has. */
  readonly add: (album: Album, files: readonly File[], taken: readonly string[]) => void;
  readonly retry: (id: number) => void;
  /** Cancels an upload that waits or runs; forgets a failed one. */
  readonly remove: (id: number) => void;
  readonly removeAll: () => void;
  /** Calls `listener` for every photo that has arrived. Returns what ends it. */
  readonly onUploaded: (listener: (upload: Upload) => void) => () => void;
}

/** Creates an empty queue. */
export function createUploadQueue(sender: PhotoSender): UploadQueue {
  let uploads: readonly Upload[] = [];
  let isRunning = false;
  // The one that the sender has: it runs, or was the last to fail.
  let sentId: number | undefined;
  let lastId = 0;
  const listeners = new Set<() => void>();
  const arrivalListeners = new Set<(upload: Upload) => void>();

  function set(next: readonly Upload[]): void {
    uploads = next;
    for (const listener of listeners) listener();
  }

  function setState(id: number, state: Upload['state']): void {
    set(uploads.map((upload) => (upload.id === id ? { ...upload, state } : upload)));
  }

  function drop(id: number): void {
    const dropped = uploads.find((upload) => upload.id === id);
    if (dropped === undefined) return;
    URL.revokeObjectURL(dropped.previewUrl);
    set(uploads.filter((upload) => upload !== dropped));
  }

  async function runNext(): Promise<void> {
    const next = uploads.find((upload) => upload.state.kind === 'waiting');
    if (isRunning || next === undefined) return;
    const { id } = next;
    isRunning = true;
    const isHeld = sentId === id;
    sentId = id;
    setState(id, { kind: 'uploading' });
    try {
      await (isHeld ? sender.retry() : sender.start(next));
      drop(id);
      for (const listener of arrivalListeners) listener(next);
    } catch (error) {
      // One that was removed in the meantime is not in the list any more.
      setState(id, { kind: 'failed', error });
    } finally {
      isRunning = false;
      void runNext();
    }
  }

  function remove(id: number): void {
    drop(id);
    if (sentId !== id) return;
    sentId = undefined;
    void sender.cancel();
  }

  return {
    getSnapshot: () => uploads,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add(album, files, taken) {
      const names = new Set([...taken, ...uploads.filter((upload) => upload.album.prefix === album.prefix).map(nameOf)]);
      const added = files.map((file): Upload => {
        const fileName = freeName(file.name, names);
        names.add(fileName);
        lastId += 1;
        return { id: lastId, album, file, fileName, previewUrl: URL.createObjectURL(file), state: { kind: 'waiting' } };
      });
      set([...uploads, ...added]);
      void runNext();
    },
    retry(id) {
      setState(id, { kind: 'waiting' });
      void runNext();
    },
    remove,
    removeAll() {
      // Those that wait first, or the next one would begin.
      for (const upload of uploads.toReversed()) remove(upload.id);
    },
    onUploaded(listener) {
      arrivalListeners.add(listener);
      return () => arrivalListeners.delete(listener);
    },
  };
}

/** The name, or `name (2).jpg` and so on when it is taken. A slash would open another album. */
function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const name = wanted.replaceAll('/', '-');
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? name : `${stem} (${count})${extension}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function nameOf(upload: Upload): string {
  return upload.fileName;
}
