import { combinations } from './combinations.ts';
import type { FoundStatement } from './policyStatements.ts';
import { intrinsicOf, possibleValues } from './possibleValues.ts';
import { objectOf, type Template, type TemplatePath } from './template.ts';

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

type Lines = Pick<PossibleCondition, 'entries' | 'unknown'>;

/** The conditions that a statement may have, at least one: none at all is one without entries. */
export function possibleConditions({ statement, path }: FoundStatement, template: Template): readonly PossibleCondition[] {
  const here = [...path, 'Condition'];
  return possibleValues(statement['Condition'], template).flatMap((possible): readonly PossibleCondition[] => {
    if ('unknown' in possible) return [{ entries: [], path: here, unknown: [possible.unknown] }];
    if (possible.value === undefined) return [{ entries: [], path, unknown: [] }];
    const [name] = intrinsicOf(possible.value) ?? [];
    if (name !== undefined) return [{ entries: [], path: here, unknown: [`${name} gives the condition when it is deployed`] }];
    const operators = Object.entries(objectOf(possible.value)).map(([written, keys]) => linesOf(written, keys, template));
    return together(operators).map((lines) => ({ path: here, ...lines }));
  });
}

/** What may stand below an operator: `Fn::If` may choose between several keys, or leave one out. */
function linesOf(written: string, keys: unknown, template: Template): readonly Lines[] {
  return possibleValues(keys, template).flatMap((possible): readonly Lines[] => {
    if ('unknown' in possible) return [{ entries: [], unknown: [possible.unknown] }];
    if (intrinsicOf(possible.value) !== undefined) return [{ entries: [], unknown: [`the keys of ${written} are known only when it is deployed`] }];
    return together(Object.entries(objectOf(possible.value)).map(([key, value]) => lineOf(written, key, value, template)));
  });
}

function lineOf(written: string, key: string, value: unknown, template: Template): readonly Lines[] {
  const line = { entries: [{ ...readOperator(written), key: key.toLowerCase(), value }], unknown: [] };
  const mayBeLeftOut = possibleValues(value, template).some((possible) => 'value' in possible && possible.value === undefined);
  return mayBeLeftOut ? [line, { entries: [], unknown: [] }] : [line];
}

function together(parts: readonly (readonly Lines[])[]): readonly Lines[] {
  const combined = combinations(parts) ?? [[{ entries: [], unknown: ['it can be put together in too many ways'] }]];
  return combined.map((lines) => ({ entries: lines.flatMap(({ entries }) => entries), unknown: lines.flatMap(({ unknown }) => unknown) }));
}

function readOperator(written: string): Pick<ConditionEntry, 'operator' | 'qualifier' | 'ifExists'> {
  const [, qualifier, operator = '', ifExists] = /^(?:(ForAnyValue|ForAllValues):)?(.*?)(IfExists)?$/.exec(written) ?? [];
  return { operator, qualifier: qualifier as ConditionEntry['qualifier'], ifExists: ifExists !== undefined };
}
