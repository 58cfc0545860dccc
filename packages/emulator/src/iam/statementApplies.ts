import { evaluateConditions } from './evaluateConditions.ts';
import { listOf } from './listOf.ts';
import type { OneOrMany, PolicyDocument, PolicyStatement } from './policyDocument.ts';
import { matchesPattern, resolvePattern, type RequestContext } from './policyPattern.ts';

/** The statements of a policy, each with the variables it may use: policies before version 2012-10-17 have none. */
export function statementsOf(
  policy: PolicyDocument,
  context: RequestContext,
): readonly { readonly statement: PolicyStatement; readonly variables: RequestContext | undefined }[] {
  const variables = policy.Version === '2012-10-17' ? context : undefined;
  return listOf(policy.Statement).map((statement) => ({ statement, variables }));
}

/**
 * Whether an element (`Action` or `Resource`) or its opposite (`NotAction`, `NotResource`) covers a value.
 * @returns `undefined` when the statement has neither.
 */
export function elementCovers(
  value: string,
  element: OneOrMany<string> | undefined,
  notElement: OneOrMany<string> | undefined,
  variables: RequestContext | undefined,
): boolean | undefined {
  if (element === undefined && notElement === undefined) return undefined;
  const isCovered = listOf(element ?? notElement).some((text) => {
    const pattern = resolvePattern(text, variables);
    return pattern !== undefined && matchesPattern(value, pattern);
  });
  return isCovered === (element !== undefined);
}

/** Whether a statement's action element covers an action; service and operation names are case-insensitive. */
export function actionCovers(action: string, statement: PolicyStatement): boolean | undefined {
  const lower = (element: OneOrMany<string> | undefined): readonly string[] | undefined =>
    element === undefined ? undefined : listOf(element).map((text) => text.toLowerCase());
  return elementCovers(action.toLowerCase(), lower(statement.Action), lower(statement.NotAction), undefined);
}

/**
 * Whether a statement takes effect. What it leaves out or writes wrongly counts on the safe side: such an `Allow` does
 * not apply, such a `Deny` does.
 * @param covers - Whether the statement speaks about this action and this resource or principal.
 */
export function statementApplies(
  statement: PolicyStatement,
  covers: readonly (boolean | undefined)[],
  context: RequestContext,
  variables: RequestContext | undefined,
): boolean {
  const malformed = statement.Effect === 'Deny';
  return (
    covers.every((covered) => covered ?? malformed) &&
    (evaluateConditions(statement.Condition, context, variables) ?? malformed)
  );
}
