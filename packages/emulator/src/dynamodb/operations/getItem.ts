import { createPlaceholders } from '../expressions/placeholders.ts';
import { refuseUnsupported, requirePermission, requireTable, type DynamoDbOperation } from './dynamoDbCall.ts';
import { parseOptionalProjection } from './parseOptionalProjection.ts';
import { findItem, leadingKeysOf, parseKey } from './storedItems.ts';

/**
 * `GetItem`.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html
 */
export const getItem: DynamoDbOperation = (call) => {
  const { input } = call;
  refuseUnsupported(input);
  const table = requireTable(call, input['TableName']);
  const placeholders = createPlaceholders(input);
  const projection = parseOptionalProjection(input, placeholders);
  placeholders.checkAllUsed();
  const key = parseKey(table, input['Key']);
  requirePermission(call, table.name, {
    leadingKeys: leadingKeysOf(table, [key]),
    select: projection.select,
    ...(projection.attributes === undefined ? {} : { attributes: [...Object.keys(key), ...projection.attributes] }),
  });
  const item = findItem(table, key);
  return item === undefined ? {} : { Item: projection.apply(item) };
};
