import { encodeBase64 } from '../awsHttp/base64.ts';
import { UNSIGNED_PAYLOAD_TRAILER } from '../gate/checkPayloadHash.ts';
import { decodeAwsChunked } from './decodeAwsChunked.ts';
import type { S3Call } from './s3Call.ts';
import { computeChecksum, computeMd5, toChecksumAlgorithm, type ChecksumAlgorithm, type S3Checksum } from './s3Checksum.ts';
import { S3Error } from './s3Error.ts';

/** An uploaded body, its framing removed and its checksums verified. */
export interface Upload {
  readonly body: Uint8Array;
  readonly md5: Uint8Array;
  /** The checksum the client sent, if any. */
  readonly checksum?: S3Checksum;
}

const CHECKSUM = 'x-amz-checksum-';

function decodeBody({ request, headers }: S3Call): { body: Uint8Array; trailers: ReadonlyMap<string, string> } {
  if (headers.get('x-amz-content-sha256') !== UNSIGNED_PAYLOAD_TRAILER) return { body: request.body, trailers: new Map() };
  const decoded = decodeAwsChunked(request.body);
  if (String(decoded.body.length) !== headers.get('x-amz-decoded-content-length')) throw new S3Error('IncompleteBody');
  const announced = headers.get('x-amz-trailer');
  if (announced !== undefined && !decoded.trailers.has(announced.toLowerCase())) throw new S3Error('MalformedTrailerError');
  return decoded;
}

function findClaimedChecksum(...sources: readonly ReadonlyMap<string, string>[]): S3Checksum | undefined {
  const isSetting = (name: string): boolean => name === `${CHECKSUM}algorithm` || name === `${CHECKSUM}type` || name === `${CHECKSUM}mode`;
  const claims = sources.flatMap((source) => [...source]).filter(([name]) => name.startsWith(CHECKSUM) && !isSetting(name));
  const [claim] = claims;
  if (claim === undefined) return undefined;
  if (claims.length > 1) throw new S3Error('InvalidRequest', {}, 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  const algorithm = toChecksumAlgorithm(claim[0].slice(CHECKSUM.length));
  if (algorithm === undefined) throw new S3Error('NotImplemented', { Header: claim[0] });
  return { algorithm, value: claim[1] };
}

function verifyChecksum(algorithm: ChecksumAlgorithm, claimed: string, body: Uint8Array): void {
  if (computeChecksum(algorithm, body) !== claimed) {
    throw new S3Error('BadDigest', {}, `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`);
  }
}

/**
 * The body of an upload.
 * @throws S3Error `BadDigest` when a checksum (header, trailer or Content-MD5) does not fit the body.
 */
export function readUpload(call: S3Call): Upload {
  const { body, trailers } = decodeBody(call);
  const md5 = computeMd5(body);
  const contentMd5 = call.headers.get('content-md5');
  if (contentMd5 !== undefined && contentMd5 !== encodeBase64(md5)) {
    throw new S3Error('BadDigest', {}, 'The Content-MD5 you specified did not match what we received.');
  }
  const checksum = findClaimedChecksum(call.headers, trailers);
  if (checksum === undefined) return { body, md5 };
  verifyChecksum(checksum.algorithm, checksum.value, body);
  return { body, md5, checksum };
}
