import type { ServiceContext } from '../emulatorService.ts';
import { evaluatePolicies } from '../iam/evaluatePolicies.ts';
import { EMULATOR_ACCOUNT_ID } from '../iam/iamState.ts';
import type { OneOrMany } from '../iam/policyDocument.ts';
import { createRequestContext } from '../iam/policyPattern.ts';
import { readOwn } from '../awsHttp/ownProperty.ts';
import { assumedRoleArn, assumedRoleUserId } from './assumedRole.ts';
import type { Caller } from './authenticateRequest.ts';

/** One operation on one resource. */
export interface Operation {
  /** `s3:GetObject` */
  readonly action: string;
  /** An ARN, or `*` for operations that work on no resource. */
  readonly resource: string;
  /** Condition keys of the service: `s3:prefix`, `dynamodb:LeadingKeys`. */
  readonly conditionKeys?: Readonly<Record<string, OneOrMany<string>>>;
}

/**
 * Decides whether a caller may do something.
 * @returns `undefined` when allowed; otherwise the sentence AWS answers with.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function authorize(
  { claims, region }: Caller,
  { action, resource, conditionKeys = {} }: Operation,
  { state, clock }: Pick<ServiceContext, 'state' | 'clock'>,
): string | undefined {
  const userArn = assumedRoleArn(claims);
  const globalKeys = {
    'aws:CurrentTime': new Date(clock.now()).toISOString(),
    'aws:EpochTime': String(Math.floor(clock.now() / 1000)),
    'aws:PrincipalAccount': EMULATOR_ACCOUNT_ID,
    'aws:PrincipalArn': claims.roleArn,
    'aws:PrincipalType': 'AssumedRole',
    'aws:RequestedRegion': region,
    'aws:userid': assumedRoleUserId(claims),
  };
  const { sessionPolicies } = claims;
  const decision = evaluatePolicies(
    {
      rolePolicies: readOwn(state.iam.roles, claims.roleArn)?.policies ?? [],
      ...(sessionPolicies === undefined ? {} : { sessionPolicies }),
    },
    // What the service knows about the request outranks what the session brought along.
    { action, resource, context: createRequestContext(claims.variables, globalKeys, conditionKeys) },
  );
  if (decision.allowed) return undefined;
  const article = decision.policyType === 'session' ? 'a' : 'an';
  const because =
    decision.reason === 'explicitDeny'
      ? `with an explicit deny in ${article} ${decision.policyType} policy`
      : `because no ${decision.policyType} policy allows the ${action} action`;
  return `User: ${userArn} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
}
