import { buildXml } from '../awsHttp/xml.ts';
import type { GateRefusal } from '../gate/gateRefusal.ts';
import { clockSkewText, severalSignaturesText, signatureMismatchText } from '../gate/signatureTexts.ts';

/** Namespace of every STS answer. */
export const STS_NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/**
 * An error STS answers with.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
export interface StsError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const invalidToken: StsError = {
  status: 403,
  code: 'InvalidClientTokenId',
  message: 'The security token included in the request is invalid.',
};

/** What STS answers when the gate turned a request away. */
export function stsRefusal(refusal: GateRefusal): StsError {
  switch (refusal.kind) {
    case 'missingCredentials':
      return { status: 403, code: 'MissingAuthenticationToken', message: 'Request is missing Authentication Token' };
    case 'malformedCredentials':
      return { status: 403, code: 'IncompleteSignature', message: refusal.reason };
    case 'severalSignatures':
      return { status: 403, code: 'IncompleteSignature', message: severalSignaturesText };
    case 'unsignedHeaders':
      return { status: 403, code: 'IncompleteSignature', message: `These headers must be signed: ${refusal.names.join(', ')}` };
    case 'unknownAccessKey':
    case 'invalidToken':
      return invalidToken;
    case 'expiredToken':
      return { status: 403, code: 'ExpiredToken', message: 'The security token included in the request is expired' };
    case 'clockSkewed':
      return { status: 403, code: 'SignatureDoesNotMatch', message: clockSkewText(refusal.signedAt, refusal.serverTime) };
    case 'presignedUrlExpired':
      return { status: 403, code: 'SignatureDoesNotMatch', message: clockSkewText(refusal.expiredAt, refusal.serverTime) };
    case 'payloadHashMissing':
    case 'payloadHashUnsupported':
    case 'payloadHashMismatch':
    case 'signatureMismatch':
      return { status: 403, code: 'SignatureDoesNotMatch', message: signatureMismatchText };
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
