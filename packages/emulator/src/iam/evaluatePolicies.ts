import type { PolicyDocument } from './policyDocument.ts';
import type { RequestContext } from './policyPattern.ts';
import { actionCovers, elementCovers, statementApplies, statementsOf } from './statementApplies.ts';

/** What somebody wants to do. */
export interface AuthorizationRequest {
  /** `s3:GetObject` */
  readonly action: string;
  /** An ARN, or `*` for operations that work on no resource. */
  readonly resource: string;
  readonly context: RequestContext;
}

/** Allowed, or why not: which kind of policy, and whether it denied or only failed to allow. */
export type AuthorizationDecision = { readonly allowed: true } | Denial;

/** Why something is not allowed. */
export interface Denial {
  readonly allowed: false;
  readonly policyType: 'identity-based' | 'session';
  readonly reason: 'explicitDeny' | 'noAllow';
}

/** The policies that bind a caller. */
export interface EffectivePolicies {
  /** Those of the user or role. */
  readonly identityPolicies: readonly PolicyDocument[];
  /** Absent: the session was not narrowed. An empty list allows nothing. */
  readonly sessionPolicies?: readonly PolicyDocument[];
}

function evaluateUnion(policies: readonly PolicyDocument[], request: AuthorizationRequest): 'explicitDeny' | 'allow' | 'noAllow' {
  const effects = policies
    .flatMap((policy) => statementsOf(policy, request.context))
    .filter(({ statement, variables }) =>
      statementApplies(
        statement,
        [
          actionCovers(request.action, statement),
          elementCovers(request.resource, statement.Resource, statement.NotResource, variables),
        ],
        request.context,
        variables,
      ),
    )
    .map(({ statement }) => statement.Effect);
  if (effects.includes('Deny')) return 'explicitDeny';
  return effects.includes('Allow') ? 'allow' : 'noAllow';
}

/**
 * Decides what IAM would: an explicit deny wins; otherwise the user's or role's policies must allow, and, where the session was narrowed, one of
 * its session policies must allow too.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluatePolicies(policies: EffectivePolicies, request: AuthorizationRequest): AuthorizationDecision {
  const identity = { policyType: 'identity-based', result: evaluateUnion(policies.identityPolicies, request) } as const;
  const session = {
    policyType: 'session',
    result: policies.sessionPolicies === undefined ? 'allow' : evaluateUnion(policies.sessionPolicies, request),
  } as const;
  for (const reason of ['explicitDeny', 'noAllow'] as const) {
    for (const { policyType, result } of [identity, session]) {
      if (result === reason) return { allowed: false, policyType, reason };
    }
  }
  return { allowed: true };
}
