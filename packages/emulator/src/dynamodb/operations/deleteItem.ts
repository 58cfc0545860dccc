import { createPlaceholders } from '../expressions/placeholders.ts';
import { attributesAnswer } from './attributesAnswer.ts';
import { parseOptionalCondition, requireCondition } from './conditionCheck.ts';
import { parseChoice, refuseUnsupported, requirePermission, requireTable, type DynamoDbOperation } from './dynamoDbCall.ts';
import { findItem, leadingKeysOf, parseKey, removeItem } from './storedItems.ts';

/**
 * `DeleteItem`; deleting what is not there succeeds.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html
 */
export const deleteItem: DynamoDbOperation = (call) => {
  const { input, context } = call;
  refuseUnsupported(input);
  const table = requireTable(call, input['TableName']);
  const placeholders = createPlaceholders(input);
  const condition = parseOptionalCondition(input, 'ConditionExpression', placeholders);
  placeholders.checkAllUsed();
  const returned = parseChoice(input, 'ReturnValues', ['NONE', 'ALL_OLD'], 'NONE');
  const key = parseKey(table, input['Key']);
  requirePermission(call, table.name, {
    leadingKeys: leadingKeysOf(table, [key]),
    attributes: [...Object.keys(key), ...(condition?.attributes ?? [])],
  });

  const stored = findItem(table, key);
  requireCondition(condition, stored, input);
  removeItem(table, key);
  context.changed();
  return attributesAnswer(returned === 'ALL_OLD' ? stored : undefined);
};
