import { CredentialsError } from '@valetkey/core';

/**
 * Finds what no upload can be made of.
 * @throws CredentialsError `INVALID_OPTION`.
 */
export function checkUploadInput({ Bucket, Key, Body }: Readonly<Record<'Bucket' | 'Key' | 'Body', unknown>>): void {
  if (!Bucket || !Key) refuse('An upload needs a Bucket and a Key.');
  const isBytes = typeof Body === 'string' || Body instanceof ArrayBuffer || Body instanceof Uint8Array;
  const { stream, getReader } = (Body ?? {}) as { readonly stream?: unknown; readonly getReader?: unknown };
  if (!isBytes && typeof (stream ?? getReader) !== 'function') refuse('The Body of an upload is a File, a Blob, an ArrayBuffer, a Uint8Array, a string or a ReadableStream.');
  if (Body instanceof ReadableStream) {
    try {
      requireUnread(Body);
    } catch {
      refuse('The Body is a stream that has been read.');
    }
  }
}

/**
 * Nothing else tells a stream that has been read from a fresh one: a response takes only the latter, and leaves it as it is.
 * @throws TypeError
 */
export function requireUnread(stream: ReadableStream): void {
  void new Response(stream);
}

function refuse(detail: string): never {
  throw new CredentialsError('INVALID_OPTION', { detail });
}
