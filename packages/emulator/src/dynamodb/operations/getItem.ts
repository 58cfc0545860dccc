import { ExpressionReader } from '../expressions/expressionReader.ts';
import type { DocumentPath } from '../expressions/documentPath.ts';
import { createPlaceholders, type Placeholders } from '../expressions/placeholders.ts';
import { parseProjection, projectItem } from '../expressions/projection.ts';
import type { Item } from '../attributeValue.ts';
import type { JsonObject } from '../jsonObject.ts';
import { refuseUnsupported, requirePermission, requireTable, type DynamoDbOperation } from './dynamoDbCall.ts';
import { findItem, leadingKeysOf, parseKey } from './storedItems.ts';

/** What a read gives back of each item. */
export interface Projection {
  /** Names of the attributes it takes; `undefined` takes all. */
  readonly attributes: readonly string[] | undefined;
  readonly apply: (item: Item) => Item;
}

/** Parses a request's `ProjectionExpression`; without one, items come whole. */
export function parseOptionalProjection({ ProjectionExpression }: JsonObject, placeholders: Placeholders): Projection {
  if (ProjectionExpression === undefined) return { attributes: undefined, apply: (item) => item };
  const reader = new ExpressionReader('ProjectionExpression', ProjectionExpression, placeholders);
  const paths: readonly DocumentPath[] = parseProjection(reader);
  return { attributes: reader.attributes, apply: (item) => projectItem(item, paths) };
}

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
    ...(projection.attributes === undefined ? {} : { attributes: [...Object.keys(key), ...projection.attributes] }),
  });
  const item = findItem(table, key);
  return item === undefined ? {} : { Item: projection.apply(item) };
};
