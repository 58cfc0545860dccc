import type { Item } from '../attributeValue.ts';
import { ExpressionReader } from '../expressions/expressionReader.ts';
import type { Placeholders } from '../expressions/placeholders.ts';
import { parseProjection, projectItem } from '../expressions/projection.ts';
import type { JsonObject } from '../jsonObject.ts';
import type { Select } from './dynamoDbCall.ts';

/** What a read gives back of each item. */
export interface Projection {
  /** Names of the attributes it takes; `undefined` takes all. */
  readonly attributes: readonly string[] | undefined;
  readonly select: Select;
  readonly apply: (item: Item) => Item;
}

/** Parses a request's `ProjectionExpression`; without one, items come whole. */
export function parseOptionalProjection({ ProjectionExpression }: JsonObject, placeholders: Placeholders): Projection {
  if (ProjectionExpression === undefined) return { attributes: undefined, select: 'ALL_ATTRIBUTES', apply: (item) => item };
  const reader = new ExpressionReader('ProjectionExpression', ProjectionExpression, placeholders);
  const paths = parseProjection(reader);
  return { attributes: reader.attributes, select: 'SPECIFIC_ATTRIBUTES', apply: (item) => projectItem(item, paths) };
}
