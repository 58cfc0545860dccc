import { createPlaceholders } from '../expressions/placeholders.ts';
import { attributesAnswer } from './attributesAnswer.ts';
import { parseOptionalCondition, requireCondition } from './conditionCheck.ts';
import { parseChoice, refuseUnsupported, requirePermission, requireTable, type DynamoDbOperation } from './dynamoDbCall.ts';
import { findItem, leadingKeysOf, parseNewItem, storeItem } from './storedItems.ts';

/**
 * `PutItem`.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html
 */
export const putItem: DynamoDbOperation = (call) => {
  const { input, context } = call;
  refuseUnsupported(input);
  const table = requireTable(call, input['TableName']);
  const placeholders = createPlaceholders(input);
  const condition = parseOptionalCondition(input, 'ConditionExpression', placeholders);
  placeholders.checkAllUsed();
  const returned = parseChoice(input, 'ReturnValues', ['NONE', 'ALL_OLD'], 'NONE');
  const item = parseNewItem(table, input['Item']);
  requirePermission(call, table.name, {
    leadingKeys: leadingKeysOf(table, [item]),
    attributes: [...Object.keys(item), ...(condition?.attributes ?? [])],
  });

  const stored = findItem(table, item);
  requireCondition(condition, stored, input);
  storeItem(table, item);
  context.changed();
  return attributesAnswer(returned === 'ALL_OLD' ? stored : undefined);
};
