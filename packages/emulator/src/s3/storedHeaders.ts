import type { S3Object } from './s3State.ts';

/** Headers S3 keeps with an object; a signed URL may ask for other values, as `response-content-type=…`. */
export const KEPT_HEADERS: readonly string[] = ['content-type', 'cache-control', 'content-disposition', 'content-encoding', 'content-language', 'expires'];
const METADATA = 'x-amz-meta-';

/** The headers S3 keeps with an object and gives back on reading, user metadata apart. */
export function storedHeaders(headers: ReadonlyMap<string, string>): Pick<S3Object, 'headers' | 'metadata'> {
  const kept = KEPT_HEADERS.map((name) => [name, headers.get(name) ?? ''] as const).map(([name, value]) =>
    // `aws-chunked` describes the transfer, not the object.
    name === 'content-encoding' ? ([name, value.replace(/\s*aws-chunked\s*,?\s*/, '')] as const) : ([name, value] as const),
  );
  return {
    headers: Object.fromEntries(kept.filter(([, value]) => value !== '')),
    metadata: Object.fromEntries(
      [...headers].filter(([name]) => name.startsWith(METADATA)).map(([name, value]) => [name.slice(METADATA.length), value]),
    ),
  };
}
