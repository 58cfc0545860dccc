import { readOwn } from '../awsHttp/ownProperty.ts';
import { denialText } from '../gate/authorize.ts';
import type { Caller } from '../gate/authenticateRequest.ts';
import { identityPoliciesOf, type ContextKeys } from '../gate/callerContext.ts';
import { identityArn, principalArn } from '../gate/principal.ts';
import { evaluatePolicies, type AuthorizationDecision } from '../iam/evaluatePolicies.ts';
import { evaluateTrust, type Trust } from '../iam/evaluateTrust.ts';
import { EMULATOR_ACCOUNT_ID, type IamRole } from '../iam/iamState.ts';
import type { PolicyDocument } from '../iam/policyDocument.ts';
import { createRequestContext } from '../iam/policyPattern.ts';
import type { SignedStsCall } from './stsCall.ts';
import { StsError } from './stsError.ts';
import { arnLimits, requireText } from './stsForm.ts';

/**
 * `RoleArn`.
 * @throws StsError `ValidationError`.
 */
export function requireRoleArn(form: URLSearchParams): string {
  const arn = requireText(form, 'RoleArn', arnLimits);
  if (!/^arn:[\w-]+:iam::\d{12}:role\/.+$/.test(arn)) throw new StsError('ValidationError', 'Request ARN is invalid');
  return arn;
}

/**
 * The role, when the caller may do all this to it: by its trust policy, and by their own where it trusts only the account.
 * @throws StsError `AccessDenied`, for a role that does not exist as well.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
 */
export function requireAssumable(call: SignedStsCall, roleArn: string, variables: ContextKeys, actions: readonly string[]): IamRole {
  const { caller, context } = call;
  const role = readOwn(context.state.iam.roles, roleArn) ?? nobodysRole(roleArn);
  for (const action of actions) {
    const trust = trustIn(role, [principalArn(caller.principal), identityArn(caller.principal)], action, variables);
    const isTrusted = trust === 'named' || trust === 'account';
    const own = decideByOwnPolicies(call, role, trust, action, variables);
    if (isTrusted && own.allowed) continue;
    const isOwnFault = !own.allowed && (isTrusted || own.reason === 'explicitDeny');
    const text = isOwnFault ? denialText(caller.principal, action, roleArn, own) : notAuthorized(caller, action, roleArn);
    throw new StsError('AccessDenied', text, 403);
  }
  return role;
}

/** What a role that does not exist looks like to those who ask for it. */
function nobodysRole(arn: string): IamRole {
  return { arn, trustPolicy: { Statement: [] }, policies: [], maxSessionDurationSeconds: 0 };
}

function trustIn(role: IamRole, names: readonly string[], action: string, variables: ContextKeys): Trust {
  return evaluateTrust(role, { principal: { type: 'AWS', names, accountId: EMULATOR_ACCOUNT_ID }, action, variables });
}

/**
 * What the caller's own policies say. Whom the role trusts by name needs no permission of their own, but may be denied; and
 * a session that was narrowed stays so, unless the role trusts this very session by its ARN.
 */
function decideByOwnPolicies(
  { caller, context }: SignedStsCall,
  role: IamRole,
  trust: Trust,
  action: string,
  variables: ContextKeys,
): AuthorizationDecision {
  const sessionPolicies = caller.session?.sessionPolicies;
  const isNarrowed = sessionPolicies !== undefined && trustIn(role, [principalArn(caller.principal)], action, variables) !== 'named';
  const identityPolicies = [...identityPoliciesOf(caller, context), ...(trust === 'named' ? [anything] : [])];
  return evaluatePolicies(
    isNarrowed ? { identityPolicies, sessionPolicies } : { identityPolicies },
    { action, resource: role.arn, context: createRequestContext(variables) },
  );
}

const anything: PolicyDocument = { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

function notAuthorized({ principal }: Caller, action: string, roleArn: string): string {
  return `User: ${principalArn(principal)} is not authorized to perform: ${action} on resource: ${roleArn}`;
}
