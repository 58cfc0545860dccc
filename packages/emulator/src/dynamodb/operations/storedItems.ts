import { readOwn } from '../../awsHttp/ownProperty.ts';
import type { AttributeValue, Item } from '../attributeValue.ts';
import { validationError } from '../dynamoDbError.ts';
import type { DynamoDbTable } from '../dynamoDbState.ts';
import { itemSize, MAX_ITEM_BYTES } from '../itemSize.ts';
import { checkItemKey, checkKey, keyNames, keyText } from '../primaryKey.ts';
import { parseItem } from '../parseAttributeValue.ts';

/**
 * Reads a `Key` of a table.
 * @throws DynamoDbError `ValidationException` when it does not fit the table.
 */
export function parseKey(table: DynamoDbTable, json: unknown): Item {
  const key = parseItem(json);
  checkKey(table, key);
  return key;
}

/**
 * Reads an item to be stored in a table.
 * @throws DynamoDbError `ValidationException` when it lacks the key or is too large.
 */
export function parseNewItem(table: DynamoDbTable, json: unknown): Item {
  const item = parseItem(json);
  checkItemKey(table, item);
  checkItemSize(item);
  return item;
}

/** @throws DynamoDbError `ValidationException` for an item larger than 400 KB. */
export function checkItemSize(item: Item): void {
  if (itemSize(item) > MAX_ITEM_BYTES) throw validationError('Item size has exceeded the maximum allowed size');
}

/** The partition key of an item, as a list for policies. */
export function leadingKeysOf(table: DynamoDbTable, items: readonly Item[]): readonly AttributeValue[] {
  const [partitionKey = ''] = keyNames(table);
  return items.flatMap((item) => item[partitionKey] ?? []);
}

/** The item stored under the key of another. */
export function findItem(table: DynamoDbTable, keyed: Item): Item | undefined {
  return readOwn(table.items, keyText(table, keyed));
}

/** Stores an item, in place of the one with the same key. */
export function storeItem(table: DynamoDbTable, item: Item): void {
  table.items[keyText(table, item)] = item;
}

/** Removes the item with this key, if there is one. */
export function removeItem(table: DynamoDbTable, keyed: Item): void {
  delete table.items[keyText(table, keyed)];
}
