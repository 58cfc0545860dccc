import type { Item } from '../attributeValue.ts';
import { ExpressionReader } from '../expressions/expressionReader.ts';
import type { Placeholders } from '../expressions/placeholders.ts';
import { parseProjection, projectItem } from '../expressions/projection.ts';
import type { JsonObject } from '../jsonObject.ts';

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
  const paths = parseProjection(reader);
  return { attributes: reader.attributes, apply: (item) => projectItem(item, paths) };
}
