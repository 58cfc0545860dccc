import type { GateRefusal } from '../gate/gateRefusal.ts';
import { clockSkewText, severalSignaturesText, signatureMismatchText } from '../gate/signatureTexts.ts';
import { DynamoDbError } from './dynamoDbError.ts';

/** What DynamoDB answers when the gate turned a request away. */
export function dynamoDbRefusal(refusal: GateRefusal): DynamoDbError {
  switch (refusal.kind) {
    case 'missingCredentials':
      return new DynamoDbError('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
    case 'malformedCredentials':
      return new DynamoDbError('IncompleteSignatureException', refusal.reason);
    case 'severalSignatures':
      return new DynamoDbError('IncompleteSignatureException', severalSignaturesText);
    case 'unsignedHeaders':
      return new DynamoDbError('IncompleteSignatureException', `These headers must be signed: ${refusal.names.join(', ')}`);
    case 'unknownAccessKey':
    case 'invalidToken':
      return new DynamoDbError('UnrecognizedClientException', 'The security token included in the request is invalid.');
    case 'expiredToken':
      return new DynamoDbError('ExpiredTokenException', 'The security token included in the request is expired');
    case 'clockSkewed':
      return new DynamoDbError('InvalidSignatureException', clockSkewText(refusal.signedAt, refusal.serverTime));
    case 'presignedUrlExpired':
      return new DynamoDbError('InvalidSignatureException', clockSkewText(refusal.expiredAt, refusal.serverTime));
    case 'payloadHashMissing':
    case 'payloadHashUnsupported':
    case 'payloadHashMismatch':
    case 'signatureMismatch':
      return new DynamoDbError('InvalidSignatureException', signatureMismatchText);
    default:
      return refusal satisfies never;
  }
}
