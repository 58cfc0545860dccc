import type { Item } from '../attributeValue.ts';
import { validationError } from '../dynamoDbError.ts';
import { createPlaceholders } from '../expressions/placeholders.ts';
import { isJsonObject } from '../jsonObject.ts';
import { keyNames } from '../primaryKey.ts';
import { checkDistinct, requestsByTable, requireList } from './batchRequests.ts';
import { refuseUnsupported, requirePermission, requireTable, type DynamoDbCall, type DynamoDbOperation } from './dynamoDbCall.ts';
import { parseOptionalProjection } from './parseOptionalProjection.ts';
import { findItem, leadingKeysOf, parseKey } from './storedItems.ts';

const MAX_GETS = 100;

/** What a batch reads from one table. */
interface TableRead {
  readonly name: string;
  readonly keys: readonly Item[];
  readonly items: readonly Item[];
}

function readTable(call: DynamoDbCall, tableName: string, request: unknown): TableRead {
  if (!isJsonObject(request)) throw validationError('A batch asks each table for Keys');
  refuseUnsupported(request);
  const table = requireTable(call, tableName);
  const placeholders = createPlaceholders(request);
  const projection = parseOptionalProjection(request, placeholders);
  placeholders.checkAllUsed();
  const keys = requireList(request['Keys']).map((key) => parseKey(table, key));
  checkDistinct(table, keys);
  requirePermission(call, table.name, {
    leadingKeys: leadingKeysOf(table, keys),
    select: projection.select,
    ...(projection.attributes === undefined ? {} : { attributes: [...keyNames(table), ...projection.attributes] }),
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
