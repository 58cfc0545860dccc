import type { Item } from '../attributeValue.ts';
import { validationError } from '../dynamoDbError.ts';
import type { DynamoDbTable } from '../dynamoDbState.ts';
import { isJsonObject, type JsonObject } from '../jsonObject.ts';
import { keyText } from '../primaryKey.ts';

const emptyList = 'The batch request list for a table cannot be null or empty';

/**
 * The `RequestItems` of a batch: what it asks of each table.
 * @throws DynamoDbError `ValidationException` when there are none.
 */
export function requestsByTable({ RequestItems }: JsonObject): readonly [tableName: string, request: unknown][] {
  if (!isJsonObject(RequestItems) || Object.keys(RequestItems).length === 0) throw validationError(emptyList);
  return Object.entries(RequestItems);
}

/**
 * The keys or writes a batch has for one table.
 * @throws DynamoDbError `ValidationException` when there are none.
 */
export function requireList(list: unknown): readonly unknown[] {
  if (!Array.isArray(list) || list.length === 0) throw validationError(emptyList);
  return list;
}

/** @throws DynamoDbError `ValidationException` when a batch names a key twice. */
export function checkDistinct(table: DynamoDbTable, keyed: readonly Item[]): void {
  if (new Set(keyed.map((item) => keyText(table, item))).size < keyed.length) {
    throw validationError('Provided list of item keys contains duplicates');
  }
}
