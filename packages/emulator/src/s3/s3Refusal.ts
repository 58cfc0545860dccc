import { MAX_CLOCK_SKEW_MS } from '../gate/authenticateRequest.ts';
import type { GateRefusal, SignaturePart } from '../gate/gateRefusal.ts';
import { S3Error, type S3ErrorCode } from './s3Error.ts';

const isoSeconds = (epochMs: number): string => `${new Date(epochMs).toISOString().slice(0, 19)}Z`;

/** What S3 calls a signature whose parts do not make sense. */
export function malformedSignatureCode(part: SignaturePart): S3ErrorCode {
  return part === 'header' ? 'AuthorizationHeaderMalformed' : 'AuthorizationQueryParametersError';
}

/** What S3 answers when the gate turned a request away. */
export function s3Refusal(refusal: GateRefusal): S3Error {
  switch (refusal.kind) {
    case 'missingCredentials':
      return new S3Error('AccessDenied');
    case 'malformedCredentials':
      return new S3Error(malformedSignatureCode(refusal.part), {}, refusal.reason);
    case 'severalSignatures':
      return new S3Error(
        'InvalidArgument',
        {},
        'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
      );
    case 'unsignedHeaders':
      return new S3Error(
        'AccessDenied',
        { HeadersNotSigned: refusal.names.join(', ') },
        'There were headers present in the request which were not signed',
      );
    case 'unknownAccessKey':
      return new S3Error('InvalidAccessKeyId', { AWSAccessKeyId: refusal.accessKeyId });
    case 'invalidToken':
      return new S3Error('InvalidToken');
    case 'expiredToken':
      return new S3Error('ExpiredToken');
    case 'clockSkewed':
      return new S3Error('RequestTimeTooSkewed', {
        RequestTime: isoSeconds(refusal.signedAt),
        ServerTime: isoSeconds(refusal.serverTime),
        MaxAllowedSkewMilliseconds: String(MAX_CLOCK_SKEW_MS),
      });
    case 'presignedUrlExpired':
      return new S3Error(
        'AccessDenied',
        {
          'X-Amz-Expires': String(refusal.expiresSeconds),
          Expires: isoSeconds(refusal.expiredAt),
          ServerTime: isoSeconds(refusal.serverTime),
        },
        'Request has expired',
      );
    case 'payloadHashMissing':
      return new S3Error('InvalidRequest', {}, 'Missing required header for this request: x-amz-content-sha256');
    case 'payloadHashUnsupported':
      return refusal.payloadHash.startsWith('STREAMING-')
        ? new S3Error('NotImplemented')
        : new S3Error('InvalidArgument', {}, 'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER or a valid sha256 value.');
    case 'payloadHashMismatch':
      return new S3Error('XAmzContentSHA256Mismatch', {
        ClientComputedContentSHA256: refusal.claimed,
        S3ComputedContentSHA256: refusal.actual,
      });
    case 'signatureMismatch':
      return new S3Error('SignatureDoesNotMatch', { AWSAccessKeyId: refusal.accessKeyId });
    default:
      return refusal satisfies never;
  }
}
