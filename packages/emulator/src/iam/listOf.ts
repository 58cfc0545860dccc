import type { OneOrMany } from './policyDocument.ts';

function isMany<Value>(value: OneOrMany<Value>): value is readonly Value[] {
  return Array.isArray(value);
}

/** What a policy wrote as one value or a list, as a list; absent is empty. */
export function listOf<Value>(value: OneOrMany<Value> | undefined): readonly Value[] {
  if (value === undefined) return [];
  return isMany(value) ? value : [value];
}
