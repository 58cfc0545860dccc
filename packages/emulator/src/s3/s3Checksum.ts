import { crc32 } from '@aws-crypto/crc32';
import { crc32c } from '@aws-crypto/crc32c';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { encodeBase64 } from '../awsHttp/base64.ts';
import { sha256 } from '../bytes.ts';

/** A checksum S3 keeps beside an object, such as `{ algorithm: 'crc32', value: 'base64' }`. */
export interface S3Checksum {
  readonly algorithm: 'crc32' | 'crc32c' | 'sha1' | 'sha256';
  /** Base64; of a multipart object `base64-parts`. */
  readonly value: string;
}

/** A checksum S3 can keep beside an object. */
export type ChecksumAlgorithm = S3Checksum['algorithm'];

function bigEndian(crc: number): Uint8Array {
  return Uint8Array.of(crc >>> 24, crc >>> 16, crc >>> 8, crc);
}

const algorithms: Readonly<Record<ChecksumAlgorithm, (body: Uint8Array) => Uint8Array>> = {
  crc32: (body) => bigEndian(crc32(body)),
  crc32c: (body) => bigEndian(crc32c(body)),
  sha1,
  sha256: (body) => sha256(body),
};

/** `CRC32` or `crc32` as one of the algorithms we have. `CRC64NVME` we have not. */
export function toChecksumAlgorithm(name: string): ChecksumAlgorithm | undefined {
  const algorithm = name.toLowerCase();
  return Object.hasOwn(algorithms, algorithm) ? (algorithm as ChecksumAlgorithm) : undefined;
}

/** The checksum of a body, base64. */
export function computeChecksum(algorithm: ChecksumAlgorithm, body: Uint8Array): string {
  return encodeBase64(algorithms[algorithm](body));
}

/** MD5 of a body: the ETag of an object uploaded in one piece, before hex encoding. */
export function computeMd5(body: Uint8Array): Uint8Array {
  return md5(body);
}

/** `x-amz-checksum-…` and `x-amz-checksum-type` as S3 answers with; a checksum of checksums has `-PARTS` at its end. */
export function checksumHeaders(checksum: S3Checksum | undefined): Readonly<Record<string, string>> {
  if (checksum === undefined) return {};
  return {
    [`x-amz-checksum-${checksum.algorithm}`]: checksum.value,
    'x-amz-checksum-type': checksum.value.includes('-') ? 'COMPOSITE' : 'FULL_OBJECT',
  };
}
