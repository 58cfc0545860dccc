import type { CompleteMultipartUploadCommandOutput } from '@aws-sdk/client-s3';

/** How far an upload is. */
export interface UploadProgress {
  /** Bytes that have arrived; less again when parts under way are given up and sent anew. */
  readonly loaded: number;
  /** Bytes in all; `undefined` while nobody knows, as of a stream. */
  readonly total: number | undefined;
  /** From 0 to 1, for `<progress value>`; `undefined`, which `<progress>` takes too, while nobody knows. */
  readonly ratio: number | undefined;
}

/** What S3 answers when the object is there: its `ETag`, `Location`, `VersionId` and so on. */
export type UploadResult = CompleteMultipartUploadCommandOutput;

/** Where an upload stands. */
export type UploadState = UploadFacts &
  (
    | { readonly status: 'idle' | 'uploading' | 'paused' | 'canceled'; readonly error: undefined; readonly result: undefined }
    | { readonly status: 'error'; readonly error: Error; readonly result: undefined }
    | { readonly status: 'done'; readonly error: undefined; readonly result: UploadResult }
  );

interface UploadFacts {
  readonly progress: UploadProgress;
  /** True while it is `'uploading'` and AWS cannot be reached: it goes on by itself. */
  readonly isWaiting: boolean;
}

/** Before anything is uploaded. */
export const IDLE_UPLOAD: UploadState & { readonly status: 'idle' } = {
  status: 'idle',
  progress: progressOf(0, undefined),
  isWaiting: false,
  error: undefined,
  result: undefined,
};

/** An empty file is all there from the beginning. */
export function progressOf(loaded: number, total: number | undefined): UploadProgress {
  return { loaded, total, ratio: total === 0 ? 1 : total && Math.min(loaded / total, 1) };
}
