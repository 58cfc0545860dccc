import type { Item } from '../attributeValue.ts';
import { validationError } from '../dynamoDbError.ts';
import type { DynamoDbTable } from '../dynamoDbState.ts';
import { evaluateCondition } from '../expressions/evaluateCondition.ts';
import type { Placeholders } from '../expressions/placeholders.ts';
import { itemSize } from '../itemSize.ts';
import type { JsonObject } from '../jsonObject.ts';
import { keyOf } from '../primaryKey.ts';
import { parseOptionalCondition, type NamedCondition } from './conditionCheck.ts';
import { parseChoice, type Access } from './dynamoDbCall.ts';
import { parseOptionalProjection, type Projection } from './parseOptionalProjection.ts';
import { parseKey } from './storedItems.ts';

/** Most that a query or scan reads at once, in bytes, before its filter. */
const MAX_PAGE_BYTES = 1024 * 1024;

/** What `Query` and `Scan` have in common. */
export interface PageRequest {
  readonly filter: NamedCondition | undefined;
  readonly projection: Projection;
  /** Most items to read, before the filter. */
  readonly limit: number;
  readonly isCount: boolean;
  readonly startAfter: Item | undefined;
}

/**
 * Reads the parameters `Query` and `Scan` have in common.
 * @throws DynamoDbError `ValidationException`.
 */
export function parsePageRequest(table: DynamoDbTable, input: JsonObject, placeholders: Placeholders): PageRequest {
  const { Limit, ExclusiveStartKey } = input;
  if (Limit !== undefined && (typeof Limit !== 'number' || Limit < 1)) {
    throw validationError(
      `1 validation error detected: Value '${JSON.stringify(Limit)}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`,
    );
  }
  const select = parseChoice(input, 'Select', ['ALL_ATTRIBUTES', 'SPECIFIC_ATTRIBUTES', 'COUNT'], 'ALL_ATTRIBUTES');
  return {
    filter: parseOptionalCondition(input, 'FilterExpression', placeholders),
    projection: parseOptionalProjection(input, placeholders),
    limit: Limit ?? Number.POSITIVE_INFINITY,
    isCount: select === 'COUNT',
    startAfter: ExclusiveStartKey === undefined ? undefined : parseKey(table, ExclusiveStartKey),
  };
}

/** What a page request reads, for policies. It names no attributes when it takes all. */
export function pageAccess({ filter, projection, isCount }: PageRequest): Required<Pick<Access, 'select'>> & Pick<Access, 'attributes'> {
  const named = projection.attributes ?? (isCount ? [] : undefined);
  return {
    select: isCount ? 'COUNT' : projection.select,
    ...(named === undefined ? {} : { attributes: [...named, ...(filter?.attributes ?? [])] }),
  };
}

/**
 * One page of a query or scan.
 * @param items - What it reads, in order.
 * @param compare - That order, to find where the page before ended even when its last item is gone.
 */
export function readPage(
  table: DynamoDbTable,
  items: readonly Item[],
  compare: (left: Item, right: Item) => number,
  { filter, projection, limit, isCount, startAfter }: PageRequest,
): JsonObject {
  const remaining = startAfter === undefined ? items : items.filter((item) => compare(item, startAfter) > 0);
  let bytes = 0;
  let end = 0;
  for (const item of remaining) {
    if (end >= limit || bytes >= MAX_PAGE_BYTES) break;
    bytes += itemSize(item);
    end += 1;
  }
  const read = remaining.slice(0, end);
  const matching = filter === undefined ? read : read.filter((item) => evaluateCondition(filter.condition, item));
  const last = read.at(-1);
  // DynamoDB stops at the limit without looking whether more follows.
  const isMore = last !== undefined && (end === limit || end < remaining.length);
  return {
    ...(isCount ? {} : { Items: matching.map(projection.apply) }),
    Count: matching.length,
    ScannedCount: read.length,
    ...(isMore ? { LastEvaluatedKey: keyOf(table, last) } : {}),
  };
}
