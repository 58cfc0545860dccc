import { concatBytes } from '../bytes.ts';
import { S3Error } from './s3Error.ts';

/** A body without its framing, and the headers that followed it. */
export interface DecodedBody {
  readonly body: Uint8Array;
  /** Names in lower case. */
  readonly trailers: ReadonlyMap<string, string>;
}

const CR = 0x0d;
const LF = 0x0a;

/**
 * Takes an `aws-chunked` body apart: `SIZE[;extensions] CRLF data CRLF … 0 CRLF trailer: value CRLF CRLF`, sizes in hex.
 * @throws S3Error `IncompleteBody` when it ends early, `MalformedTrailerError` when what follows the data is no header, or follows the end.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function decodeAwsChunked(encoded: Uint8Array): DecodedBody {
  const decoder = new TextDecoder();
  let at = 0;
  const readLine = (): string => {
    const end = encoded.indexOf(LF, at);
    if (end < 0 || encoded[end - 1] !== CR) throw new S3Error('IncompleteBody');
    const line = decoder.decode(encoded.subarray(at, end - 1));
    at = end + 1;
    return line;
  };

  const chunks: Uint8Array[] = [];
  for (;;) {
    const [size = ''] = readLine().split(';');
    if (!/^[0-9a-fA-F]+$/.test(size)) throw new S3Error('IncompleteBody');
    const length = Number.parseInt(size, 16);
    if (length === 0) break;
    if (at + length > encoded.length) throw new S3Error('IncompleteBody');
    chunks.push(encoded.subarray(at, at + length));
    at += length;
    if (readLine() !== '') throw new S3Error('IncompleteBody');
  }

  const trailers = new Map<string, string>();
  while (at < encoded.length) {
    const line = readLine();
    if (line === '') break;
    const colon = line.indexOf(':');
    if (colon < 1) throw new S3Error('MalformedTrailerError');
    trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  if (at < encoded.length) throw new S3Error('MalformedTrailerError');
  return { body: concatBytes(...chunks), trailers };
}
