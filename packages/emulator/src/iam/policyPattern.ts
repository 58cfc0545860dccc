import type { OneOrMany } from './policyDocument.ts';
import { listOf } from './listOf.ts';

/** What is known about a request: condition keys and policy variables, names in lower case. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

// Wildcards become Unicode noncharacters, so that a `*` arriving in a variable's value stays an ordinary character.
const ANY_RUN = '\uFFFE';
const ANY_ONE = '\uFFFF';

/** Collects condition keys; their names are case-insensitive in IAM. */
export function createRequestContext(...sources: readonly Readonly<Record<string, OneOrMany<string>>>[]): RequestContext {
  return new Map(
    sources.flatMap((source) => Object.entries(source).map(([name, value]) => [name.toLowerCase(), listOf(value)] as const)),
  );
}

function variableValue(expression: string, context: RequestContext): string | undefined {
  if (expression === '*' || expression === '?' || expression === '$') return expression;
  const [, name, fallback] = /^([^,]*?)\s*(?:,\s*'([^']*)')?$/.exec(expression) ?? [];
  const values = context.get((name ?? '').toLowerCase());
  // A variable must have one value; AWS does not expand lists.
  const value = values?.length === 1 ? values[0] : fallback;
  // Nor may a value bring the marks of wildcards along.
  return value?.includes(ANY_RUN) === true || value?.includes(ANY_ONE) === true ? undefined : value;
}

/**
 * A policy text with its `${variables}` replaced and its wildcards marked for {@link matchesPattern}.
 * @param context - Values of variables; `undefined` leaves `${…}` as text, as policies before version 2012-10-17 do.
 * @returns `undefined` when a variable has no value: then the text matches nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function resolvePattern(text: string, context: RequestContext | undefined): string | undefined {
  const parts = context === undefined ? [text] : text.split(/(\$\{[^}]*\})/);
  const resolved = parts.map((part, index) =>
    index % 2 === 1 && context !== undefined
      ? variableValue(part.slice(2, -1), context)
      : part.replaceAll('*', ANY_RUN).replaceAll('?', ANY_ONE),
  );
  return resolved.includes(undefined) ? undefined : resolved.join('');
}

/** The same text for operators that know no wildcards. */
export function withoutWildcards(pattern: string): string {
  return pattern.replaceAll(ANY_RUN, '*').replaceAll(ANY_ONE, '?');
}

/**
 * Whether a text matches a resolved pattern. Case counts. No regular expression is built, so no policy can make it
 * backtrack badly.
 */
export function matchesPattern(text: string, pattern: string): boolean {
  let at = 0;
  let read = 0;
  let lastRun = -1;
  let resume = 0;
  while (read < text.length) {
    if (pattern[at] === ANY_RUN) {
      lastRun = at;
      at += 1;
      resume = read;
    } else if (pattern[at] === ANY_ONE || pattern[at] === text[read]) {
      at += 1;
      read += 1;
    } else if (lastRun >= 0) {
      // The last run swallows one character more.
      at = lastRun + 1;
      resume += 1;
      read = resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === ANY_RUN) at += 1;
  return at === pattern.length;
}
