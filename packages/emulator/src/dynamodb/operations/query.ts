import { attributeTypeOf, type AttributeValue, type Item } from '../attributeValue.ts';
import { compareValues } from '../compareValues.ts';
import { validationError } from '../dynamoDbError.ts';
import type { DynamoDbTable } from '../dynamoDbState.ts';
import type { Condition, Operand } from '../expressions/condition.ts';
import { evaluateCondition } from '../expressions/evaluateCondition.ts';
import { ExpressionReader } from '../expressions/expressionReader.ts';
import { parseCondition } from '../expressions/parseCondition.ts';
import { createPlaceholders } from '../expressions/placeholders.ts';
import { keyNames } from '../primaryKey.ts';
import { refuseUnsupported, requirePermission, requireTable, type DynamoDbOperation } from './dynamoDbCall.ts';
import { pageAccess, parsePageRequest, readPage } from './readPage.ts';

/** A condition on one key attribute. */
interface KeyTest {
  readonly attribute: string;
  readonly values: readonly AttributeValue[];
  readonly isEquality: boolean;
}

const unsupported = () => validationError('Query key condition not supported');

function valueOf(operand: Operand): AttributeValue {
  if (operand.kind !== 'value') throw unsupported();
  return operand.value;
}

function keyTest(operand: Operand, values: readonly Operand[], isEquality: boolean): KeyTest {
  if (operand.kind !== 'path' || operand.path.length > 1) throw unsupported();
  return { attribute: operand.path[0], values: values.map(valueOf), isEquality };
}

/** The tests a key condition consists of, joined by `AND`. */
function keyTests(condition: Condition): readonly KeyTest[] {
  switch (condition.kind) {
    case 'and':
      return [...keyTests(condition.left), ...keyTests(condition.right)];
    case 'compare':
      if (condition.comparator === '<>') throw unsupported();
      return [keyTest(condition.left, [condition.right], condition.comparator === '=')];
    case 'between':
      return [keyTest(condition.operand, [condition.low, condition.high], false)];
    case 'beginsWith':
      return [keyTest(condition.operand, [condition.part], false)];
    default:
      throw unsupported();
  }
}

/** The partition key value a key condition asks for. */
function requirePartition(table: DynamoDbTable, condition: Condition): AttributeValue {
  const [partitionKey = '', sortKey] = keyNames(table);
  const tests = keyTests(condition);
  const partition = tests.find(({ attribute, isEquality }) => attribute === partitionKey && isEquality);
  const value = partition?.values[0];
  if (value === undefined) throw validationError(`Query condition missed key schema element: ${partitionKey}`);
  const others = tests.filter((test) => test !== partition);
  if (others.length > 1 || others.some(({ attribute }) => attribute !== sortKey)) throw unsupported();
  for (const { attribute, values } of tests) {
    const type = table.attributeDefinitions.find(({ AttributeName }) => AttributeName === attribute)?.AttributeType;
    if (values.some((one) => attributeTypeOf(one) !== type)) {
      throw validationError('One or more parameter values were invalid: Condition parameter type does not match schema type');
    }
  }
  return value;
}

/**
 * `Query`: the items of one partition, in the order of the sort key.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html
 */
export const query: DynamoDbOperation = (call) => {
  const { input } = call;
  refuseUnsupported(input);
  const table = requireTable(call, input['TableName']);
  const placeholders = createPlaceholders(input);
  const condition = parseCondition(new ExpressionReader('KeyConditionExpression', input['KeyConditionExpression'], placeholders));
  const page = parsePageRequest(table, input, placeholders);
  placeholders.checkAllUsed();
  const partition = requirePartition(table, condition);
  const names = keyNames(table);
  const { select, attributes } = pageAccess(page);
  requirePermission(call, table.name, {
    leadingKeys: [partition],
    select,
    ...(attributes === undefined ? {} : { attributes: [...names, ...attributes] }),
  });
  const filteredKey = page.filter?.attributes.find((attribute) => names.includes(attribute));
  if (filteredKey !== undefined) {
    throw validationError(`Filter Expression can only contain non-primary key attributes: Primary key attribute: ${filteredKey}`);
  }

  const [, sortKey] = names;
  const direction = input['ScanIndexForward'] === false ? -1 : 1;
  const compare = (left: Item, right: Item): number => {
    const [one, other] = sortKey === undefined ? [] : [left[sortKey], right[sortKey]];
    return one === undefined || other === undefined ? 0 : direction * (compareValues(one, other) ?? 0);
  };
  const items = Object.values(table.items)
    .filter((item) => evaluateCondition(condition, item))
    .toSorted(compare);
  return readPage(table, items, compare, page);
};
