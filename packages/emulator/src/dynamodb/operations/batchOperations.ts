import type { Item } from '../attributeValue.ts';
import { validationError } from '../dynamoDbError.ts';
import type { DynamoDbTable } from '../dynamoDbState.ts';
import { createPlaceholders } from '../expressions/placeholders.ts';
import { isJsonObject, type JsonObject } from '../jsonObject.ts';
import { keyText } from '../primaryKey.ts';
import { refuseUnsupported, requirePermission, requireTable, type DynamoDbCall, type DynamoDbOperation } from './dynamoDbCall.ts';
import { parseOptionalProjection } from './getItem.ts';
import { findItem, leadingKeysOf, parseKey, parseNewItem, removeItem, storeItem } from './storedItems.ts';

const MAX_GETS = 100;
const MAX_WRITES = 25;

function requestsByTable({ RequestItems }: JsonObject): readonly [string, unknown][] {
  if (!isJsonObject(RequestItems) || Object.keys(RequestItems).length === 0) {
    throw validationError('The batch request list for a table cannot be null or empty');
  }
  return Object.entries(RequestItems);
}

function checkList(list: unknown): readonly unknown[] {
  if (!Array.isArray(list) || list.length === 0) throw validationError('The batch request list for a table cannot be null or empty');
  return list;
}

function checkDistinct(table: DynamoDbTable, keyed: readonly Item[]): void {
  if (new Set(keyed.map((item) => keyText(table, item))).size < keyed.length) {
    throw validationError('Provided list of item keys contains duplicates');
  }
}

/** What a batch reads from one table. */
interface TableRead {
  readonly name: string;
  readonly keys: readonly Item[];
  readonly items: readonly Item[];
}

function readTable(call: DynamoDbCall, tableName: string, request: unknown): TableRead {
  if (!isJsonObject(request)) throw validationError('The batch request list for a table cannot be null or empty');
  refuseUnsupported(request);
  const table = requireTable(call, tableName);
  const placeholders = createPlaceholders(request);
  const projection = parseOptionalProjection(request, placeholders);
  placeholders.checkAllUsed();
  const keys = checkList(request['Keys']).map((key) => parseKey(table, key));
  checkDistinct(table, keys);
  requirePermission(call, table.name, {
    leadingKeys: leadingKeysOf(table, keys),
    ...(projection.attributes === undefined ? {} : { attributes: projection.attributes }),
  });
  const found = keys.map((key) => findItem(table, key)).filter((item) => item !== undefined);
  return { name: tableName, keys, items: found.map(projection.apply) };
}

/**
 * `BatchGetItem`.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
 */
export const batchGetItem: DynamoDbOperation = (call) => {
  const read = requestsByTable(call.input).map(([tableName, request]) => readTable(call, tableName, request));
  if (read.reduce((total, { keys }) => total + keys.length, 0) > MAX_GETS) {
    throw validationError('Too many items requested for the BatchGetItem call');
  }
  return { Responses: Object.fromEntries(read.map(({ name, items }) => [name, items])), UnprocessedKeys: {} };
};

/** A put or delete of a batch. */
interface Write {
  readonly keyed: Item;
  readonly apply: (table: DynamoDbTable) => void;
}

function parseWrite(table: DynamoDbTable, json: unknown): Write {
  const { PutRequest, DeleteRequest } = isJsonObject(json) ? json : {};
  if (isJsonObject(PutRequest) && DeleteRequest === undefined) {
    const item = parseNewItem(table, PutRequest['Item']);
    return { keyed: item, apply: (target) => storeItem(target, item) };
  }
  if (isJsonObject(DeleteRequest) && PutRequest === undefined) {
    const key = parseKey(table, DeleteRequest['Key']);
    return { keyed: key, apply: (target) => removeItem(target, key) };
  }
  throw validationError('Supplied WriteRequest must contain exactly one of PutRequest and DeleteRequest');
}

/**
 * `BatchWriteItem`: nothing is written unless the whole batch is valid and allowed.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
export const batchWriteItem: DynamoDbOperation = (call) => {
  const batches = requestsByTable(call.input).map(([tableName, requests]) => {
    const table = requireTable(call, tableName);
    const writes = checkList(requests).map((json) => parseWrite(table, json));
    const keyed = writes.map((write) => write.keyed);
    checkDistinct(table, keyed);
    requirePermission(call, table.name, {
      leadingKeys: leadingKeysOf(table, keyed),
      attributes: keyed.flatMap((item) => Object.keys(item)),
    });
    return { table, writes };
  });
  if (batches.reduce((total, { writes }) => total + writes.length, 0) > MAX_WRITES) {
    throw validationError('Too many items requested for the BatchWriteItem call');
  }
  for (const { table, writes } of batches) for (const write of writes) write.apply(table);
  call.context.changed();
  return { UnprocessedItems: {} };
};
