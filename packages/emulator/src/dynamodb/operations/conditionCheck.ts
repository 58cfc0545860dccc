import type { Item } from '../attributeValue.ts';
import { DynamoDbError } from '../dynamoDbError.ts';
import type { Condition } from '../expressions/condition.ts';
import { evaluateCondition } from '../expressions/evaluateCondition.ts';
import { ExpressionReader } from '../expressions/expressionReader.ts';
import { parseCondition } from '../expressions/parseCondition.ts';
import type { Placeholders } from '../expressions/placeholders.ts';
import type { JsonObject } from '../jsonObject.ts';

/** A condition, and the attributes it names. */
export interface NamedCondition {
  readonly condition: Condition;
  readonly attributes: readonly string[];
}

/** Parses the expression of that name; `undefined` when the request has none. */
export function parseOptionalCondition(
  input: JsonObject,
  name: 'ConditionExpression' | 'FilterExpression',
  placeholders: Placeholders,
): NamedCondition | undefined {
  if (input[name] === undefined) return undefined;
  const reader = new ExpressionReader(name, input[name], placeholders);
  return { condition: parseCondition(reader), attributes: reader.attributes };
}

/**
 * Lets a write go on when its condition holds.
 * @param stored - The item under the key, if any.
 * @throws DynamoDbError `ConditionalCheckFailedException`, with the item where the request asks for it.
 */
export function requireCondition(named: NamedCondition | undefined, stored: Item | undefined, input: JsonObject): void {
  if (named === undefined || evaluateCondition(named.condition, stored ?? {})) return;
  const item = input['ReturnValuesOnConditionCheckFailure'] === 'ALL_OLD' ? stored : undefined;
  throw new DynamoDbError('ConditionalCheckFailedException', 'The conditional request failed', item);
}
