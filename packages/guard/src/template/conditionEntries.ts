import type { FoundStatement } from './policyStatements.ts';
import { intrinsicOf, possibleValues } from './possibleValues.ts';
import { isJsonObject, objectOf, type Template, type TemplatePath } from './template.ts';

/** One line of a condition: `ForAnyValue:StringLike` → key → values. */
export interface ConditionEntry {
  /** Without qualifier and `IfExists`: `StringLike`. */
  readonly operator: string;
  readonly qualifier: 'ForAnyValue' | 'ForAllValues' | undefined;
  /** Whether it holds as well where the key is missing. */
  readonly ifExists: boolean;
  /** In lower case, as IAM compares it. */
  readonly key: string;
  readonly value: unknown;
}

/** One condition that a statement may have. */
export interface PossibleCondition {
  readonly entries: readonly ConditionEntry[];
  readonly path: TemplatePath;
  /** Why some of it is not known. */
  readonly unknown: readonly string[];
}

/** The conditions that a statement may have, at least one: none at all is one without entries. */
export function possibleConditions({ statement, path }: FoundStatement, template: Template): readonly PossibleCondition[] {
  const here = [...path, 'Condition'];
  return possibleValues(statement['Condition'], template).map((possible) => {
    if ('unknown' in possible) return { entries: [], path: here, unknown: [possible.unknown] };
    if (possible.value === undefined) return { entries: [], path, unknown: [] };
    const [name] = intrinsicOf(possible.value) ?? [];
    if (name !== undefined) return { entries: [], path: here, unknown: [`${name} gives the condition when it is deployed`] };
    return { path: here, ...entriesOf(possible.value, template) };
  });
}

function entriesOf(condition: unknown, template: Template): Pick<PossibleCondition, 'entries' | 'unknown'> {
  const operators = Object.entries(objectOf(condition)).flatMap(([written, keys]) =>
    possibleValues(keys, template).map((possible) => ({ written, possible })),
  );
  return {
    entries: operators.flatMap(({ written, possible }) =>
      'value' in possible && intrinsicOf(possible.value) === undefined && isJsonObject(possible.value)
        ? Object.entries(possible.value).map(([key, value]) => ({ ...readOperator(written), key: key.toLowerCase(), value }))
        : [],
    ),
    unknown: operators.flatMap(({ written, possible }) => {
      if ('unknown' in possible) return [possible.unknown];
      return intrinsicOf(possible.value) === undefined ? [] : [`the keys of ${written} are known only when it is deployed`];
    }),
  };
}

function readOperator(written: string): Pick<ConditionEntry, 'operator' | 'qualifier' | 'ifExists'> {
  const [, qualifier, operator = '', ifExists] = /^(?:(ForAnyValue|ForAllValues):)?(.*?)(IfExists)?$/.exec(written) ?? [];
  return { operator, qualifier: qualifier as ConditionEntry['qualifier'], ifExists: ifExists !== undefined };
}
