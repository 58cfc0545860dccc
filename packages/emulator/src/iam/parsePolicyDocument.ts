import { findConditionOperator } from './conditionOperators.ts';
import { listOf } from './listOf.ts';
import type { OneOrMany, PolicyDocument, PolicyStatement } from './policyDocument.ts';

/** A policy, or AWS's sentence on why the text is none. */
export type ParsedPolicy = { readonly policy: PolicyDocument } | { readonly problem: string };

type JsonObject = Readonly<Record<string, unknown>>;

const SYNTAX = 'Syntax errors in policy.';
const VERSIONS: readonly unknown[] = ['2012-10-17', '2008-10-17'];
const ELEMENTS: ReadonlySet<string> = new Set(['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']);

/**
 * Reads a policy that says what somebody may do: one without principals.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicyDocument(text: string): ParsedPolicy {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: 'This policy contains invalid Json' };
  }
  const problem = isObject(json) ? problemOfPolicy(json) : SYNTAX;
  return problem === undefined ? { policy: json as PolicyDocument } : { problem };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function problemOfPolicy({ Version, Id, Statement, ...rest }: JsonObject): string | undefined {
  if (Object.keys(rest).length > 0 || (Id !== undefined && typeof Id !== 'string')) return SYNTAX;
  if (Version !== undefined && !VERSIONS.includes(Version)) return SYNTAX;
  const statements = Array.isArray(Statement) ? (Statement as readonly unknown[]) : [Statement];
  if (statements.length === 0 || !statements.every(isObject)) return SYNTAX;
  return statements.map(problemOfStatement).find((problem) => problem !== undefined);
}

function problemOfStatement(statement: JsonObject): string | undefined {
  if ('Principal' in statement || 'NotPrincipal' in statement) return 'Policy document should not specify a principal.';
  if (Object.keys(statement).some((name) => !ELEMENTS.has(name))) return SYNTAX;
  const { Sid, Effect, Action, NotAction, Resource, NotResource, Condition } = statement;
  if (Sid !== undefined && (typeof Sid !== 'string' || !/^[A-Za-z0-9 ]*$/.test(Sid))) return SYNTAX;
  if (Effect !== 'Allow' && Effect !== 'Deny') return SYNTAX;
  return (
    problemOfElement([Action, NotAction], 'Policy statement must contain actions.', problemOfAction) ??
    problemOfElement([Resource, NotResource], 'Policy statement must contain resources.', problemOfResource) ??
    problemOfConditions(Condition)
  );
}

/** An element or its opposite must be there, not both, as one text or several. */
function problemOfElement(
  [element, opposite]: readonly [unknown, unknown],
  absent: string,
  problemOf: (value: string) => string | undefined,
): string | undefined {
  const values = element ?? opposite;
  if (values === undefined) return absent;
  if (element !== undefined && opposite !== undefined) return SYNTAX;
  if (!isTexts(values)) return SYNTAX;
  const list = listOf(values);
  return list.length === 0 ? absent : list.map(problemOf).find((problem) => problem !== undefined);
}

function isTexts(value: unknown): value is OneOrMany<string> {
  return typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string'));
}

function problemOfAction(action: string): string | undefined {
  if (action === '*' || /^[\w-]+:[\w*?-]+$/.test(action)) return undefined;
  return 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
}

function problemOfResource(resource: string): string | undefined {
  if (resource === '*' || /^arn:[^:]*:[^:]*:[^:]*:[^:]*:.+$/.test(resource)) return undefined;
  return `Resource ${resource} must be in ARN format or "*".`;
}

function problemOfConditions(conditions: unknown): string | undefined {
  if (conditions === undefined) return undefined;
  if (!isObject(conditions)) return SYNTAX;
  for (const [operator, keys] of Object.entries(conditions)) {
    const name = operator.replace(/^(?:ForAllValues|ForAnyValue):/, '').replace(/IfExists$/, '');
    if (name !== 'Null' && findConditionOperator(name) === undefined) return `Invalid Condition type : ${operator}.`;
    if (!isObject(keys) || !Object.values(keys).every(isConditionValue)) return SYNTAX;
  }
  return undefined;
}

function isConditionValue(value: unknown): value is NonNullable<PolicyStatement['Condition']>[string][string] {
  const isScalar = (one: unknown) => ['string', 'number', 'boolean'].includes(typeof one);
  return isScalar(value) || (Array.isArray(value) && value.every(isScalar));
}
