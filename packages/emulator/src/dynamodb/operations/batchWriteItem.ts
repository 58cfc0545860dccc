import type { Item } from '../attributeValue.ts';
import { validationError } from '../dynamoDbError.ts';
import type { DynamoDbTable } from '../dynamoDbState.ts';
import { isJsonObject } from '../jsonObject.ts';
import { checkDistinct, requestsByTable, requireList } from './batchRequests.ts';
import { requirePermission, requireTable, type DynamoDbOperation } from './dynamoDbCall.ts';
import { leadingKeysOf, parseKey, parseNewItem, removeItem, storeItem } from './storedItems.ts';

const MAX_WRITES = 25;

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
    const writes = requireList(requests).map((json) => parseWrite(table, json));
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
