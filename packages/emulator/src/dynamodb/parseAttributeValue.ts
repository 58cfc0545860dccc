import { decodeBase64, encodeBase64 } from '../awsHttp/base64.ts';
import { attributeTypes, type AttributeType, type AttributeValue, type Item } from './attributeValue.ts';
import { formatDecimal, parseDecimal } from './decimal.ts';
import { DynamoDbError, validationError } from './dynamoDbError.ts';
import { isJsonObject } from './jsonObject.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const MAX_NESTING = 32;

function serializationError(): DynamoDbError {
  return new DynamoDbError('SerializationException', 'Unexpected value type in payload');
}

function parseText(json: unknown): string {
  if (typeof json !== 'string') throw serializationError();
  return json;
}

function parseFlag(json: unknown): boolean {
  if (typeof json !== 'boolean') throw serializationError();
  return json;
}

const parseNumber = (json: unknown): string => formatDecimal(parseDecimal(parseText(json)));

function parseBinary(json: unknown): string {
  try {
    return encodeBase64(decodeBase64(parseText(json)));
  } catch {
    throw new DynamoDbError('SerializationException', 'Invalid base64 encoding in a binary value');
  }
}

function parseSet(json: unknown, parseElement: (json: unknown) => string, name: string): readonly string[] {
  if (!Array.isArray(json)) throw serializationError();
  const elements = json.map(parseElement);
  if (elements.length === 0) throw validationError(`One or more parameter values were invalid: An ${name} set  may not be empty`);
  if (new Set(elements).size < elements.length) {
    throw validationError(`One or more parameter values were invalid: Input collection [${elements.join(', ')}] contains duplicates.`);
  }
  return elements;
}

function parseList(json: unknown, depth: number): readonly AttributeValue[] {
  if (!Array.isArray(json)) throw serializationError();
  return json.map((element) => parseAttributeValue(element, depth + 1));
}

function parseTyped(type: AttributeType, json: unknown, depth: number): AttributeValue {
  switch (type) {
    case 'S':
      return { S: parseText(json) };
    case 'N':
      return { N: parseNumber(json) };
    case 'B':
      return { B: parseBinary(json) };
    case 'BOOL':
      return { BOOL: parseFlag(json) };
    case 'NULL':
      return { NULL: parseFlag(json) };
    case 'SS':
      return { SS: parseSet(json, parseText, 'string') };
    case 'NS':
      return { NS: parseSet(json, parseNumber, 'number') };
    case 'BS':
      return { BS: parseSet(json, parseBinary, 'binary') };
    case 'L':
      return { L: parseList(json, depth) };
    case 'M':
      return { M: parseItem(json, depth + 1) };
    default:
      return type satisfies never;
  }
}

/**
 * Checks a value from the wire and brings its numbers and binary values into one spelling.
 * @param depth - How deep it lies in its item. Default 0.
 * @throws DynamoDbError `ValidationException` or `SerializationException`.
 */
export function parseAttributeValue(json: unknown, depth: number = 0): AttributeValue {
  if (depth > MAX_NESTING) throw validationError('Nesting Levels have exceeded supported limits');
  if (!isJsonObject(json)) throw serializationError();
  const types = attributeTypes.filter((type) => Object.hasOwn(json, type) && json[type] !== null);
  const [type] = types;
  if (type === undefined) {
    throw validationError('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
  }
  if (types.length > 1) {
    throw validationError(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  return parseTyped(type, json[type], depth);
}

/**
 * Checks an item from the wire.
 * @param depth - How deep it lies in another item. Default 0.
 * @throws DynamoDbError `ValidationException` or `SerializationException`.
 */
export function parseItem(json: unknown, depth: number = 0): Item {
  if (!isJsonObject(json)) throw serializationError();
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, parseAttributeValue(value, depth)]));
}
