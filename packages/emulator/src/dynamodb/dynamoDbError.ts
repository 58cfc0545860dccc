import type { Item } from './attributeValue.ts';

/** A code DynamoDB answers with. Each has a namespace in `__type`, by the layer of DynamoDB that answers. */
export type DynamoDbErrorCode =
  | 'AccessDeniedException'
  | 'ConditionalCheckFailedException'
  | 'ExpiredTokenException'
  | 'IncompleteSignatureException'
  | 'InvalidSignatureException'
  | 'MissingAuthenticationTokenException'
  | 'ResourceInUseException'
  | 'ResourceNotFoundException'
  | 'SerializationException'
  | 'UnknownOperationException'
  | 'UnrecognizedClientException'
  | 'ValidationException';

function namespaceOf(code: DynamoDbErrorCode): string {
  switch (code) {
    case 'ConditionalCheckFailedException':
    case 'ResourceInUseException':
    case 'ResourceNotFoundException':
      return 'com.amazonaws.dynamodb.v20120810';
    case 'ValidationException':
      return 'com.amazon.coral.validate';
    default:
      return 'com.amazon.coral.service';
  }
}

/**
 * Thrown by a DynamoDB operation, caught by `handleDynamoDb`, which answers 400 with it.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
export class DynamoDbError extends Error {
  readonly code: DynamoDbErrorCode;
  /** The stored item, where a failed condition was asked to return it. */
  readonly item: Item | undefined;

  constructor(code: DynamoDbErrorCode, message: string, item?: Item) {
    super(message);
    this.name = 'DynamoDbError';
    this.code = code;
    this.item = item;
  }
}

/** A `ValidationException`: what the request asks for makes no sense. */
export function validationError(message: string): DynamoDbError {
  return new DynamoDbError('ValidationException', message);
}

/** The JSON DynamoDB sends for an error. */
export function dynamoDbErrorBody({ code, message, item }: DynamoDbError): Readonly<Record<string, unknown>> {
  return { __type: `${namespaceOf(code)}#${code}`, message, ...(item === undefined ? {} : { Item: item }) };
}
