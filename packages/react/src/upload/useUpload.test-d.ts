import { expectTypeOf } from 'vitest';
import type { UploadProgress, UploadResult } from './uploadState.ts';
import { useUpload } from './useUpload.ts';

declare const file: File;
declare const buffer: ArrayBuffer;

/** Compiled, never called. */
export function useChecks(): void {
  const upload = useUpload({ partSize: 8_388_608, queueSize: 2, config: { forcePathStyle: true } });
  const started = upload.start({ Bucket: 'b', Key: 'k', Body: file, ContentType: file.type });
  expectTypeOf(started).toEqualTypeOf<Promise<UploadResult>>();
  void upload.start({ Bucket: 'b', Key: 'k', Body: buffer, Metadata: { by: 'ada' } });
  void upload.start({ Bucket: 'b', Key: 'k', Body: new Uint8Array(buffer) });
  void upload.start({ Bucket: 'b', Key: 'k', Body: file.stream() });
  void upload.start({ Bucket: 'b', Key: 'k', Body: 'text' });
  expectTypeOf(upload.progress).toEqualTypeOf<UploadProgress>();
  expectTypeOf(upload.status).toEqualTypeOf<'idle' | 'uploading' | 'paused' | 'done' | 'error' | 'canceled'>();
  if (upload.status === 'done') expectTypeOf(upload.result).toEqualTypeOf<UploadResult>();
  if (upload.status === 'error') expectTypeOf(upload.error).toEqualTypeOf<Error>();
  if (upload.status === 'uploading') expectTypeOf(upload.error).toEqualTypeOf<undefined>();
  // @ts-expect-error -- where to?
  void upload.start({ Key: 'k', Body: file });
  // @ts-expect-error -- of a file input's files there may be none
  void upload.start({ Bucket: 'b', Key: 'k', Body: [file][0] });
  // @ts-expect-error -- an option of another service
  useUpload({ config: { tableName: 't' } });
}
