import type { Item } from '../attributeValue.ts';
import { validationError } from '../dynamoDbError.ts';
import { applyUpdate } from '../expressions/applyUpdate.ts';
import { ExpressionReader } from '../expressions/expressionReader.ts';
import { parseUpdate } from '../expressions/parseUpdate.ts';
import { createPlaceholders } from '../expressions/placeholders.ts';
import { projectItem } from '../expressions/projection.ts';
import type { UpdateAction } from '../expressions/updateExpression.ts';
import { keyNames } from '../primaryKey.ts';
import { attributesAnswer } from './attributesAnswer.ts';
import { parseOptionalCondition, requireCondition } from './conditionCheck.ts';
import { parseChoice, refuseUnsupported, requirePermission, requireTable, type DynamoDbOperation } from './dynamoDbCall.ts';
import { checkItemSize, findItem, leadingKeysOf, parseKey, storeItem } from './storedItems.ts';

const updateReturns = ['NONE', 'ALL_OLD', 'UPDATED_OLD', 'ALL_NEW', 'UPDATED_NEW'] as const;

function returnedAttributes(
  returned: (typeof updateReturns)[number],
  stored: Item | undefined,
  updated: Item,
  actions: readonly UpdateAction[],
): Item | undefined {
  const paths = actions.map(({ path }) => path);
  switch (returned) {
    case 'NONE':
      return undefined;
    case 'ALL_OLD':
      return stored;
    case 'UPDATED_OLD':
      return stored === undefined ? undefined : projectItem(stored, paths);
    case 'ALL_NEW':
      return updated;
    case 'UPDATED_NEW':
      return projectItem(updated, paths);
    default:
      return returned satisfies never;
  }
}

/**
 * `UpdateItem`; an item that does not exist is created.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html
 */
export const updateItem: DynamoDbOperation = (call) => {
  const { input, context } = call;
  refuseUnsupported(input);
  const table = requireTable(call, input['TableName']);
  const placeholders = createPlaceholders(input);
  const reader =
    input['UpdateExpression'] === undefined
      ? undefined
      : new ExpressionReader('UpdateExpression', input['UpdateExpression'], placeholders);
  const actions = reader === undefined ? [] : parseUpdate(reader);
  const condition = parseOptionalCondition(input, 'ConditionExpression', placeholders);
  placeholders.checkAllUsed();
  const returned = parseChoice(input, 'ReturnValues', updateReturns, 'NONE');
  const key = parseKey(table, input['Key']);
  requirePermission(call, table.name, {
    leadingKeys: leadingKeysOf(table, [key]),
    attributes: [...Object.keys(key), ...(reader?.attributes ?? []), ...(condition?.attributes ?? [])],
  });

  const changedKey = actions.map(({ path: [attribute] }) => attribute).find((attribute) => keyNames(table).includes(attribute));
  if (changedKey !== undefined) {
    throw validationError(
      `One or more parameter values were invalid: Cannot update attribute ${changedKey}. This attribute is part of the key`,
    );
  }
  const stored = findItem(table, key);
  requireCondition(condition, stored, input);
  const updated = applyUpdate(actions, stored ?? key);
  checkItemSize(updated);
  storeItem(table, updated);
  context.changed();
  return attributesAnswer(returnedAttributes(returned, stored, updated, actions));
};
