import { intrinsicOf, possibleValues } from './possibleValues.ts';
import { unchecked, type Remark } from './remark.ts';
import { isJsonObject, listOf, type JsonObject, type Template, type TemplatePath } from './template.ts';

/** A statement of a policy, and where it is. */
export interface FoundStatement {
  readonly statement: JsonObject;
  readonly path: TemplatePath;
}

/** The statements of a policy, and what of it could not be read. */
export interface FoundStatements {
  readonly statements: readonly FoundStatement[];
  readonly remarks: readonly Remark[];
}

/**
 * The statements that a policy document may hold. It may be JSON in a text, as IAM takes and gives it.
 * @param document - Value of `AssumeRolePolicyDocument` or `PolicyDocument`.
 */
export function policyStatements(document: unknown, path: TemplatePath, template: Template): FoundStatements {
  return together(
    possibleValues(document, template).map((possible) => {
      if ('unknown' in possible) return unreadable(path, possible.unknown);
      const read = parsed(possible.value);
      if (!isJsonObject(read) || intrinsicOf(read) !== undefined) return unreadable(path, 'it is no JSON object');
      return statementsIn(read['Statement'], [...path, 'Statement'], template);
    }),
  );
}

/** Puts together what was found in several policies. */
export function together(found: readonly FoundStatements[]): FoundStatements {
  return { statements: found.flatMap(({ statements }) => statements), remarks: found.flatMap(({ remarks }) => remarks) };
}

function statementsIn(value: unknown, path: TemplatePath, template: Template): FoundStatements {
  return together(
    possibleValues(value, template).map((possible) => {
      if ('unknown' in possible) return unreadable(path, possible.unknown);
      if (!Array.isArray(possible.value)) return statementAt(possible.value, path, template);
      return together(possible.value.map((one, index) => statementAt(one, [...path, index], template)));
    }),
  );
}

function statementAt(value: unknown, path: TemplatePath, template: Template): FoundStatements {
  return together(
    possibleValues(value, template).map((possible) => {
      if ('unknown' in possible) return unreadable(path, possible.unknown);
      if (possible.value === undefined) return { statements: [], remarks: [] };
      // Fn::If may choose between several statements.
      if (Array.isArray(possible.value)) return together(listOf(possible.value).map((one) => statementAt(one, path, template)));
      return isJsonObject(possible.value) ? { statements: [{ statement: possible.value, path }], remarks: [] } : unreadable(path, 'a statement is no object');
    }),
  );
}

function unreadable(path: TemplatePath, because: string): FoundStatements {
  return { statements: [], remarks: [unchecked(path, `This policy was not checked: ${because}.`)] };
}

/** A document that is a text: that of `GetRole` is encoded as in a URL, and `Fn::Sub` fills in each text that is in it. */
function parsed(document: unknown): unknown {
  const [name, argument] = intrinsicOf(document) ?? [];
  const [text, variables] = name === 'Fn::Sub' ? listOf(argument) : [document];
  if (typeof text !== 'string') return document;
  try {
    const substitute = (_: string, value: unknown): unknown => (name !== undefined && typeof value === 'string' ? { 'Fn::Sub': [value, variables] } : value);
    return JSON.parse(text.startsWith('%7B') ? decodeURIComponent(text) : text, substitute);
  } catch {
    return undefined;
  }
}
