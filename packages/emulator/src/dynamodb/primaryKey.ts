import { attributeTypeOf, type AttributeValue, type Item } from './attributeValue.ts';
import { validationError } from './dynamoDbError.ts';
import type { DynamoDbTable } from './dynamoDbState.ts';

/** Names of the key attributes: partition key, then sort key where the table has one. */
export function keyNames({ keySchema }: Pick<DynamoDbTable, 'keySchema'>): readonly string[] {
  const nameOf = (type: 'HASH' | 'RANGE'): readonly string[] =>
    keySchema.filter(({ KeyType }) => KeyType === type).map(({ AttributeName }) => AttributeName);
  return [...nameOf('HASH'), ...nameOf('RANGE')];
}

/** The key attributes of an item. */
export function keyOf(table: DynamoDbTable, item: Item): Item {
  return Object.fromEntries(Object.entries(item).filter(([name]) => keyNames(table).includes(name)));
}

/** The text a key is stored under: the same for equal keys, different for different ones. */
export function keyText(table: DynamoDbTable, item: Item): string {
  return JSON.stringify(keyNames(table).map((name) => item[name]));
}

/** A key value as policies see it in `dynamodb:LeadingKeys`. */
export function leadingKeyText(value: AttributeValue): string {
  if ('S' in value) return value.S;
  if ('N' in value) return value.N;
  return 'B' in value ? value.B : '';
}

function keyValueProblem(table: DynamoDbTable, name: string, value: AttributeValue): string | undefined {
  const expected = table.attributeDefinitions.find(({ AttributeName }) => AttributeName === name)?.AttributeType;
  const actual = attributeTypeOf(value);
  if (actual !== expected) return `Type mismatch for key ${name} expected: ${expected ?? 'none'} actual: ${actual}`;
  return undefined;
}

function checkNotEmpty(name: string, value: AttributeValue): void {
  if (leadingKeyText(value) !== '') return;
  const kind = 'B' in value ? 'binary' : 'string';
  throw validationError(
    `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${kind} value. Key: ${name}`,
  );
}

/**
 * Checks that an item to be stored has the table's key.
 * @throws DynamoDbError `ValidationException`.
 */
export function checkItemKey(table: DynamoDbTable, item: Item): void {
  for (const name of keyNames(table)) {
    const value = Object.hasOwn(item, name) ? item[name] : undefined;
    const problem = value === undefined ? `Missing the key ${name} in the item` : keyValueProblem(table, name, value);
    if (value === undefined || problem !== undefined) {
      throw validationError(`One or more parameter values were invalid: ${problem ?? ''}`);
    }
    checkNotEmpty(name, value);
  }
}

/**
 * Checks that a `Key` has exactly the table's key attributes.
 * @throws DynamoDbError `ValidationException`.
 */
export function checkKey(table: DynamoDbTable, key: Item): void {
  const names = keyNames(table);
  const fits =
    Object.keys(key).length === names.length &&
    names.every((name) => {
      const value = Object.hasOwn(key, name) ? key[name] : undefined;
      return value !== undefined && keyValueProblem(table, name, value) === undefined;
    });
  if (!fits) throw validationError('The provided key element does not match the schema');
  for (const [name, value] of Object.entries(key)) checkNotEmpty(name, value);
}
