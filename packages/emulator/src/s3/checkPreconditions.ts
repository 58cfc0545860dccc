import { S3Error } from './s3Error.ts';
import type { S3Object } from './s3State.ts';

function namesEtag(header: string, etag: string): boolean {
  return header.split(',').some((tag) => {
    const name = tag.trim().replace(/^W\//, '');
    return name === '*' || name === `"${etag}"` || name === etag;
  });
}

/** HTTP dates count whole seconds. */
const inSeconds = (epochMs: number): number => Math.floor(epochMs / 1000) * 1000;

/**
 * Decides a conditional read.
 * @returns Whether the client's copy is still good (answer 304).
 * @throws S3Error `PreconditionFailed`.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2
 */
export function isNotModified(headers: ReadonlyMap<string, string>, { etag, lastModified }: S3Object): boolean {
  const ifMatch = headers.get('if-match');
  const ifUnmodifiedSince = headers.get('if-unmodified-since');
  if (ifMatch !== undefined) {
    if (!namesEtag(ifMatch, etag)) throw new S3Error('PreconditionFailed', { Condition: 'If-Match' });
  } else if (ifUnmodifiedSince !== undefined && inSeconds(lastModified) > Date.parse(ifUnmodifiedSince)) {
    throw new S3Error('PreconditionFailed', { Condition: 'If-Unmodified-Since' });
  }
  const ifNoneMatch = headers.get('if-none-match');
  if (ifNoneMatch !== undefined) return namesEtag(ifNoneMatch, etag);
  const ifModifiedSince = headers.get('if-modified-since');
  return ifModifiedSince !== undefined && inSeconds(lastModified) <= Date.parse(ifModifiedSince);
}

/**
 * Decides a conditional write.
 * @param existing - What is stored under the key.
 * @throws S3Error `PreconditionFailed`; `NoSuchKey` when `If-Match` names an object that is not there.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function checkWritePreconditions(headers: ReadonlyMap<string, string>, existing: S3Object | undefined): void {
  const ifNoneMatch = headers.get('if-none-match');
  if (ifNoneMatch !== undefined && existing !== undefined && namesEtag(ifNoneMatch, existing.etag)) {
    throw new S3Error('PreconditionFailed', { Condition: 'If-None-Match' });
  }
  const ifMatch = headers.get('if-match');
  if (ifMatch === undefined) return;
  if (existing === undefined) throw new S3Error('NoSuchKey');
  if (!namesEtag(ifMatch, existing.etag)) throw new S3Error('PreconditionFailed', { Condition: 'If-Match' });
}
