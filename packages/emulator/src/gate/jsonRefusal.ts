import type { GateRefusal } from './gateRefusal.ts';
import { clockSkewText, severalSignaturesText, signatureMismatchText } from './signatureTexts.ts';

/** A code the JSON services of AWS share for requests they do not let in. */
export type JsonRefusalCode =
  | 'ExpiredTokenException'
  | 'IncompleteSignatureException'
  | 'InvalidSignatureException'
  | 'MissingAuthenticationTokenException'
  | 'UnrecognizedClientException';

/** What a JSON service says about a request that the gate turned away. */
export interface JsonRefusal {
  readonly code: JsonRefusalCode;
  readonly message: string;
}

/** What the JSON services of AWS answer when the gate turned a request away: DynamoDB, Cognito, API Gateway. */
export function jsonRefusal(refusal: GateRefusal): JsonRefusal {
  switch (refusal.kind) {
    case 'missingCredentials':
      return { code: 'MissingAuthenticationTokenException', message: 'Request is missing Authentication Token' };
    case 'malformedCredentials':
      return { code: 'IncompleteSignatureException', message: refusal.reason };
    case 'severalSignatures':
      return { code: 'IncompleteSignatureException', message: severalSignaturesText };
    case 'unsignedHeaders':
      return { code: 'IncompleteSignatureException', message: `These headers must be signed: ${refusal.names.join(', ')}` };
    case 'unknownAccessKey':
    case 'invalidToken':
      return { code: 'UnrecognizedClientException', message: 'The security token included in the request is invalid.' };
    case 'expiredToken':
      return { code: 'ExpiredTokenException', message: 'The security token included in the request is expired' };
    case 'clockSkewed':
      return { code: 'InvalidSignatureException', message: clockSkewText(refusal.signedAt, refusal.serverTime) };
    case 'presignedUrlExpired':
      return { code: 'InvalidSignatureException', message: clockSkewText(refusal.expiredAt, refusal.serverTime) };
    case 'payloadHashMissing':
    case 'payloadHashUnsupported':
    case 'payloadHashMismatch':
    case 'signatureMismatch':
      return { code: 'InvalidSignatureException', message: signatureMismatchText };
    default:
      return refusal satisfies never;
  }
}
