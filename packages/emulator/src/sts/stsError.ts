import { buildXml } from '../awsHttp/xml.ts';
import type { GateRefusal } from '../gate/gateRefusal.ts';
import { clockSkewText, severalSignaturesText, signatureMismatchText } from '../gate/signatureTexts.ts';

/** Namespace of every STS answer. */
export const STS_NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/**
 * An error STS answers with. Thrown by its actions, caught by `handleSts`.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
export class StsError extends Error {
  /** `MalformedPolicyDocument` */
  readonly code: string;
  readonly status: number;

  /** @param status - Default 400. */
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = 'StsError';
    this.code = code;
    this.status = status;
  }
}

/** What STS answers when the gate turned a request away. */
export function stsRefusal(refusal: GateRefusal): StsError {
  switch (refusal.kind) {
    case 'missingCredentials':
      return new StsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
    case 'malformedCredentials':
      return new StsError('IncompleteSignature', refusal.reason, 403);
    case 'severalSignatures':
      return new StsError('IncompleteSignature', severalSignaturesText, 403);
    case 'unsignedHeaders':
      return new StsError('IncompleteSignature', `These headers must be signed: ${refusal.names.join(', ')}`, 403);
    case 'unknownAccessKey':
    case 'invalidToken':
      return new StsError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403);
    case 'expiredToken':
      return new StsError('ExpiredToken', 'The security token included in the request is expired', 403);
    case 'clockSkewed':
      return new StsError('SignatureDoesNotMatch', clockSkewText(refusal.signedAt, refusal.serverTime), 403);
    case 'presignedUrlExpired':
      return new StsError('SignatureDoesNotMatch', clockSkewText(refusal.expiredAt, refusal.serverTime), 403);
    case 'payloadHashMissing':
    case 'payloadHashUnsupported':
    case 'payloadHashMismatch':
    case 'signatureMismatch':
      return new StsError('SignatureDoesNotMatch', signatureMismatchText, 403);
    default:
      return refusal satisfies never;
  }
}

/** The XML STS sends for an error of the caller. */
export function stsErrorAnswer({ status, code, message }: StsError, requestId: string): Response {
  const body = buildXml({
    ErrorResponse: { '@xmlns': STS_NAMESPACE, Error: { Type: 'Sender', Code: code, Message: message }, RequestId: requestId },
  });
  return new Response(body, { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId } });
}
