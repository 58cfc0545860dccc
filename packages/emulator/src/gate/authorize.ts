import type { ServiceContext } from '../emulatorService.ts';
import { evaluatePolicies, type Denial } from '../iam/evaluatePolicies.ts';
import { createRequestContext } from '../iam/policyPattern.ts';
import type { Caller } from './authenticateRequest.ts';
import { callerContext, identityPoliciesOf, type ContextKeys } from './callerContext.ts';
import { principalArn, type Principal } from './principal.ts';

/** One operation on one resource. */
export interface Operation {
  /** `s3:GetObject` */
  readonly action: string;
  /** An ARN, or `*` for operations that work on no resource. */
  readonly resource: string;
  /** Condition keys of the service: `s3:prefix`, `dynamodb:LeadingKeys`. */
  readonly conditionKeys?: ContextKeys;
}

/**
 * Decides whether a caller may do something.
 * @returns `undefined` when allowed; otherwise the sentence AWS answers with.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function authorize(
  caller: Caller,
  { action, resource, conditionKeys = {} }: Operation,
  context: Pick<ServiceContext, 'state' | 'clock'>,
): string | undefined {
  const sessionPolicies = caller.session?.sessionPolicies;
  const decision = evaluatePolicies(
    { identityPolicies: identityPoliciesOf(caller, context), ...(sessionPolicies === undefined ? {} : { sessionPolicies }) },
    // What the service knows about the request outranks what the session brought along.
    { action, resource, context: createRequestContext(callerContext(caller, context), conditionKeys) },
  );
  return decision.allowed ? undefined : denialText(caller.principal, action, resource, decision);
}

/** The sentence AWS answers with. */
export function denialText(principal: Principal, action: string, resource: string, { policyType, reason }: Denial): string {
  const article = policyType === 'session' ? 'a' : 'an';
  const because =
    reason === 'explicitDeny'
      ? `with an explicit deny in ${article} ${policyType} policy`
      : `because no ${policyType} policy allows the ${action} action`;
  return `User: ${principalArn(principal)} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
}
