import { findConditionOperator } from './conditionOperators.ts';
import { listOf } from './listOf.ts';
import type { PolicyConditions } from './policyDocument.ts';
import { resolvePattern, type RequestContext } from './policyPattern.ts';

interface Condition {
  /** As the policy wrote it: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly expected: readonly string[];
}

function evaluateCondition({ operator, key, expected }: Condition, context: RequestContext, variables: RequestContext | undefined): boolean | undefined {
  const actual = context.get(key.toLowerCase());
  if (operator === 'Null') return expected.includes(String(actual === undefined));

  const [, quantifier, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(operator) ?? [];
  const found = findConditionOperator(name);
  if (found === undefined) return undefined;

  const { matches, negated } = found;
  if (actual === undefined) {
    if (ifExists !== undefined || quantifier === 'ForAllValues') return true;
    return quantifier === undefined && negated;
  }
  const patterns = expected.map((text) => resolvePattern(text, variables)).filter((pattern) => pattern !== undefined);
  const holds = (value: string): boolean => patterns.some((pattern) => matches(value, pattern)) !== negated;
  return quantifier === 'ForAllValues' ? actual.every(holds) : actual.some(holds);
}

/**
 * Whether all conditions of a statement hold.
 * @param context - What is known about the request.
 * @param variables - Where `${…}` finds its values; `undefined` when the policy's version knows no variables.
 * @returns `undefined` when the policy uses an operator that does not exist: the caller decides on the safe side.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function evaluateConditions(
  conditions: PolicyConditions | undefined,
  context: RequestContext,
  variables: RequestContext | undefined,
): boolean | undefined {
  const results = Object.entries(conditions ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) =>
      evaluateCondition({ operator, key, expected: listOf(value).map(String) }, context, variables),
    ),
  );
  return results.includes(undefined) ? undefined : !results.includes(false);
}
