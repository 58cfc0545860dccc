import { readOwn } from '../awsHttp/ownProperty.ts';
import { receiveRequest, type ReceivedRequest } from '../awsHttp/receivedRequest.ts';
import { utf8 } from '../bytes.ts';
import type { EmulatorService, ServiceContext } from '../emulatorService.ts';
import { authenticateRequest, type Caller } from '../gate/authenticateRequest.ts';
import { bucketCorsHeaders, parseCorsRequest } from './bucketCors.ts';
import { requireBucket, s3Headers, type S3Call } from './s3Call.ts';
import { S3Error, s3ErrorXml } from './s3Error.ts';
import { findS3Operation } from './s3Operation.ts';
import { malformedSignatureCode, s3Refusal } from './s3Refusal.ts';
import type { S3Bucket } from './s3State.ts';

/** Longest key, in bytes of UTF-8. */
const MAX_KEY_BYTES = 1024;

/** Bucket and key of a path-style URL: `/bucket/key/with/slashes`. */
function parsePath(pathname: string): { readonly bucket: string; readonly key: string } {
  let path: string;
  try {
    path = decodeURIComponent(pathname).slice(1);
  } catch {
    throw new S3Error('InvalidArgument', {}, "Couldn't parse the specified URI.");
  }
  const slash = path.indexOf('/');
  const [bucket, key] = slash < 0 ? [path, ''] : [path.slice(0, slash), path.slice(slash + 1)];
  if (utf8(key).length > MAX_KEY_BYTES) throw new S3Error('KeyTooLongError', { MaxSizeAllowed: String(MAX_KEY_BYTES) });
  return { bucket, key };
}

/** A bucket answers only what was signed for its region. */
function requireRegion({ region, signedIn }: Caller, bucket: S3Bucket): void {
  if (region === bucket.region) return;
  const part = signedIn === 'header' ? 'The authorization header is malformed' : 'Error parsing the X-Amz-Credential parameter';
  const message = `${part}; the region '${region}' is wrong; expecting '${bucket.region}'`;
  throw new S3Error(malformedSignatureCode(signedIn), { Region: bucket.region }, message);
}

async function answerCall(request: ReceivedRequest, context: ServiceContext): Promise<Response> {
  const authentication = await authenticateRequest(request, 's3', context);
  if (!authentication.authenticated) throw s3Refusal(authentication.refusal);

  const { caller } = authentication;
  const { bucket: bucketName, key } = parsePath(request.url.pathname);
  const call: S3Call = { request, headers: s3Headers(request), query: request.url.searchParams, caller, context };
  const operation = findS3Operation({ method: request.method, bucket: bucketName, key, query: call.query, headers: call.headers });
  if (operation === undefined) throw new S3Error('NotImplemented');
  if (operation.on === 'service') return operation.run(call);
  const bucket = requireBucket(context, bucketName);
  requireRegion(caller, bucket);
  return operation.on === 'bucket' ? operation.run({ ...call, bucket }) : operation.run({ ...call, bucket, key });
}

/** Answers a preflight, which browsers send unsigned, from the bucket's CORS rules. */
function answerPreflight(corsHeaders: Readonly<Record<string, string>> | undefined): Response {
  if (corsHeaders === undefined) throw new S3Error('AccessForbidden');
  return new Response(null, { status: 200, headers: corsHeaders });
}

function answerError(error: unknown, method: string, requestId: string): Response {
  if (!(error instanceof S3Error)) throw error;
  const body = method === 'HEAD' ? null : s3ErrorXml(error, requestId);
  return new Response(body, { status: error.status, headers: { 'content-type': 'application/xml' } });
}

function findCorsHeaders(request: Request, { state }: ServiceContext): Readonly<Record<string, string>> | undefined {
  const corsRequest = parseCorsRequest(request);
  // Bucket names need no decoding: they hold only lower-case letters, digits, dots and hyphens.
  const bucket = readOwn(state.s3.buckets, new URL(request.url).pathname.split('/')[1] ?? '');
  return corsRequest === undefined || bucket === undefined ? undefined : bucketCorsHeaders(bucket, corsRequest);
}

/**
 * Amazon S3, path style: objects, listing, multipart uploads and presigned URLs.
 *
 * CORS is S3's own here, from the bucket's rules, preflights and error answers included: a caller adds no CORS headers to
 * what this answers. A bucket without rules cannot be used from a browser, as in AWS.
 */
export const handleS3: EmulatorService = async (request, context) => {
  const requestId = crypto.randomUUID();
  const corsHeaders = findCorsHeaders(request, context);
  let answer: Response;
  try {
    answer =
      request.method === 'OPTIONS' ? answerPreflight(corsHeaders) : await answerCall(await receiveRequest(request), context);
  } catch (error) {
    answer = answerError(error, request.method, requestId);
  }
  for (const [name, value] of Object.entries(corsHeaders ?? {})) answer.headers.set(name, value);
  answer.headers.set('x-amz-request-id', requestId);
  return answer;
};
