import type { Item } from '../attributeValue.ts';
import { createPlaceholders } from '../expressions/placeholders.ts';
import { keyText } from '../primaryKey.ts';
import { refuseUnsupported, requirePermission, requireTable, type DynamoDbOperation } from './dynamoDbCall.ts';
import { pageAccess, parsePageRequest, readPage } from './readPage.ts';

/**
 * `Scan`: every item, in an order that means nothing but stays the same.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html
 */
export const scan: DynamoDbOperation = (call) => {
  const { input } = call;
  refuseUnsupported(input);
  const table = requireTable(call, input['TableName']);
  const placeholders = createPlaceholders(input);
  const page = parsePageRequest(table, input, placeholders);
  placeholders.checkAllUsed();
  requirePermission(call, table.name, pageAccess(page));

  const compare = (left: Item, right: Item): number => {
    const [one, other] = [keyText(table, left), keyText(table, right)];
    return one < other ? -1 : one > other ? 1 : 0;
  };
  return readPage(table, Object.values(table.items).toSorted(compare), compare, page);
};
