import { matchesPattern, withoutWildcards } from './policyPattern.ts';

/** Compares a value of the request with a (resolved) value of the policy. */
export type Comparison = (actual: string, pattern: string) => boolean;

/** A comparison, and whether the operator asks for its opposite (`StringNotEquals`). */
export interface ConditionOperator {
  readonly matches: Comparison;
  readonly negated: boolean;
}

const literally = (compare: Comparison): Comparison => (actual, pattern) => compare(actual, withoutWildcards(pattern));

function matchesArn(actual: string, pattern: string): boolean {
  // Each of the six colon-separated parts is matched by itself; the last may hold colons.
  const partsOf = (arn: string): readonly string[] => {
    const parts = arn.split(':');
    return [...parts.slice(0, 5), parts.slice(5).join(':')];
  };
  const actualParts = partsOf(actual);
  return partsOf(pattern).every((part, index) => matchesPattern(actualParts[index] ?? '', part));
}

/** Epoch ms of a policy date: W3C ISO 8601, or epoch s. */
function dateValue(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

/** `Equals` and its opposite, and the four orders, of values that can be ordered. */
function ordered(family: string, valueOf: (text: string) => number): readonly (readonly [string, ConditionOperator])[] {
  const operator = (name: string, holds: (actual: number, expected: number) => boolean, negated = false) =>
    [family + name, { matches: literally((actual, expected) => holds(valueOf(actual), valueOf(expected))), negated }] as const;
  return [
    operator('Equals', (actual, expected) => actual === expected),
    operator('NotEquals', (actual, expected) => actual === expected, true),
    operator('LessThan', (actual, expected) => actual < expected),
    operator('LessThanEquals', (actual, expected) => actual <= expected),
    operator('GreaterThan', (actual, expected) => actual > expected),
    operator('GreaterThanEquals', (actual, expected) => actual >= expected),
  ];
}

const equals = literally((actual, expected) => actual === expected);
const equalsIgnoreCase = literally((actual, expected) => actual.toLowerCase() === expected.toLowerCase());

const operators: ReadonlyMap<string, ConditionOperator> = new Map([
  ['StringEquals', { matches: equals, negated: false }],
  ['StringNotEquals', { matches: equals, negated: true }],
  ['StringEqualsIgnoreCase', { matches: equalsIgnoreCase, negated: false }],
  ['StringNotEqualsIgnoreCase', { matches: equalsIgnoreCase, negated: true }],
  ['StringLike', { matches: matchesPattern, negated: false }],
  ['StringNotLike', { matches: matchesPattern, negated: true }],
  ['ArnEquals', { matches: matchesArn, negated: false }],
  ['ArnNotEquals', { matches: matchesArn, negated: true }],
  ['ArnLike', { matches: matchesArn, negated: false }],
  ['ArnNotLike', { matches: matchesArn, negated: true }],
  ['Bool', { matches: equalsIgnoreCase, negated: false }],
  ['BinaryEquals', { matches: equals, negated: false }],
  ...ordered('Numeric', Number),
  ...ordered('Date', dateValue),
]);

/**
 * The operator of that name, without set qualifier and `IfExists`.
 * @returns `undefined` for a name IAM does not know, and for `IpAddress`: requests to the emulator have no source address.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function findConditionOperator(name: string): ConditionOperator | undefined {
  return operators.get(name);
}
