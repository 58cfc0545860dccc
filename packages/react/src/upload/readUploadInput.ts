import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import { checkUploadInput, requireUnread } from './checkUploadInput.ts';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** What can be uploaded: a `File` or `Blob`, bytes, text, or a stream. */
export type UploadBody = Blob | ArrayBuffer | Uint8Array | string | ReadableStream;

/** What to upload, and where to: the input of `PutObjectCommand`. */
export type UploadInput = Omit<PutObjectCommandInput, 'Bucket' | 'Key' | 'Body'> & {
  readonly Bucket: string;
  readonly Key: string;
  /**
   * A `File` or `Blob`, an `ArrayBuffer` or `Uint8Array`, a string, or a `ReadableStream`. All but streams can be read again,
   * when an upload has to begin anew.
   */
  readonly Body: UploadBody;
};

/**
 * The input in the terms of lib-storage, which takes no `ArrayBuffer`.
 * @throws CredentialsError In development `INVALID_OPTION` for what cannot be uploaded.
 * @throws TypeError When the body is a stream that has been read: lib-storage would upload the nothing that is left.
 */
export function readUploadInput(input: UploadInput): PutObjectCommandInput {
  if (process.env.NODE_ENV !== 'production') checkUploadInput(input);
  const { Body } = input;
  if (Body instanceof ReadableStream) requireUnread(Body);
  return { ...input, Body: Body instanceof ArrayBuffer ? new Uint8Array(Body) : Body };
}
