import type { Policy, PolicyStatement } from './policy.ts';

/**
 * What a session policy says of one action, as far as a page can tell. `'denied'`: the policy takes the right away.
 * `'allowed'`: the policy leaves it, if the role gives it. `'unknown'`: it depends on what only AWS knows.
 */
export type PolicyHint = 'allowed' | 'denied' | 'unknown';

/** What is asked about. */
export interface PolicyQuestion {
  /** One action, as IAM names it: `'s3:GetObject'`. */
  readonly action: string;
  /** One resource, by ARN, or `'*'` for actions that work on none. */
  readonly resource: string;
  /** Fills in `${identityId}` and `${cognito-identity.amazonaws.com:sub}`. */
  readonly identityId?: string | undefined;
  /** True where other policies, not known here, are added to this one. Default `false`. */
  readonly amongOthers?: boolean;
}

type Certainty = 'yes' | 'no' | 'maybe';

// The name that an identity pool gives the identity id in policies (IAM user guide, available keys for web identity).
const IDENTITY_VARIABLES: readonly string[] = ['identityId', 'cognito-identity.amazonaws.com:sub'];

/**
 * Reads a session policy as IAM would: an explicit deny wins, and what no statement allows is denied. A statement with a
 * condition, or with a variable whose value is not known here, may or may not apply. Pure.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function hintFromPolicy(policy: Policy, question: PolicyQuestion): PolicyHint {
  const applying = (effect: PolicyStatement['Effect']): readonly Certainty[] =>
    policy.Statement.filter(({ Effect }) => Effect === effect).map((statement) => applies(statement, question));
  const denies = applying('Deny');
  const allows = applying('Allow');
  if (denies.includes('yes')) return 'denied';
  if (question.amongOthers === true) return 'unknown';
  if (allows.every((certainty) => certainty === 'no')) return 'denied';
  return allows.includes('yes') && !denies.includes('maybe') ? 'allowed' : 'unknown';
}

function applies(statement: PolicyStatement, { action, resource, identityId }: PolicyQuestion): Certainty {
  const { Action, NotAction, Resource, NotResource, Condition } = statement;
  return leastOf([
    // Actions are compared without regard to case, and take no variables.
    covers(action.toLowerCase(), lowerCase(Action), lowerCase(NotAction), undefined),
    covers(resource, listOf(Resource), listOf(NotResource), identityId),
    Condition === undefined ? 'yes' : 'maybe',
  ]);
}

function covers(
  value: string,
  patterns: readonly string[] | undefined,
  exceptions: readonly string[] | undefined,
  identityId: string | undefined,
): Certainty {
  const covered = mostOf((patterns ?? exceptions ?? []).map((pattern) => matches(value, pattern, identityId)));
  if (patterns !== undefined) return covered;
  // A statement that names neither is malformed: AWS says what becomes of it.
  const excepted = exceptions === undefined ? 'maybe' : covered;
  if (excepted === 'maybe') return 'maybe';
  return excepted === 'yes' ? 'no' : 'yes';
}

function matches(value: string, pattern: string, identityId: string | undefined): Certainty {
  let open = false;
  const expression = pattern.replace(/\$\{([^}]*)\}|\*+|\?|[\\^$+.()|[\]{}/-]/g, (found, name: string | undefined) => {
    if (name === undefined) return found.startsWith('*') ? '.*' : found === '?' ? '.' : `\\${found}`;
    // `${*}`, `${?}` and `${$}` stand for the characters themselves.
    if (/^[*?$]$/.test(name)) return `\\${name}`;
    if (identityId !== undefined && IDENTITY_VARIABLES.includes(name)) return quote(identityId);
    open = true;
    return '.*';
  });
  if (!new RegExp(`^${expression}$`, 's').test(value)) return 'no';
  return open ? 'maybe' : 'yes';
}

function quote(text: string): string {
  return text.replace(/[\\^$*+?.()|[\]{}/-]/g, '\\$&');
}

function leastOf(certainties: readonly Certainty[]): Certainty {
  if (certainties.includes('no')) return 'no';
  return certainties.includes('maybe') ? 'maybe' : 'yes';
}

function mostOf(certainties: readonly Certainty[]): Certainty {
  if (certainties.includes('yes')) return 'yes';
  return certainties.includes('maybe') ? 'maybe' : 'no';
}

function listOf(value: string | readonly string[] | undefined): readonly string[] | undefined {
  return typeof value === 'string' ? [value] : value;
}

function lowerCase(value: string | readonly string[] | undefined): readonly string[] | undefined {
  return listOf(value)?.map((text) => text.toLowerCase());
}
