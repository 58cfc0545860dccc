import { readOwn } from '../awsHttp/ownProperty.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { EMULATOR_ACCOUNT_ID } from '../iam/iamState.ts';
import type { OneOrMany, PolicyDocument } from '../iam/policyDocument.ts';
import type { Caller } from './authenticateRequest.ts';
import { identityArn, principalUserId } from './principal.ts';

/** Condition keys and policy variables, by name. */
export type ContextKeys = Readonly<Record<string, OneOrMany<string>>>;

type Surroundings = Pick<ServiceContext, 'state' | 'clock'>;

/**
 * What policies may ask about a caller: the account's keys, the tags of the user or role, what the session brought along.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function callerContext(caller: Caller, { state, clock }: Surroundings): ContextKeys {
  const { principal, session, region } = caller;
  const isUser = principal.kind === 'user';
  return {
    ...principalTagKeys(tagsOf(caller, state.iam)),
    ...session?.variables,
    ...(session === undefined ? {} : sessionKeys(session, clock.now())),
    ...(isUser ? { 'aws:username': principal.userName } : {}),
    'aws:CurrentTime': new Date(clock.now()).toISOString(),
    'aws:EpochTime': String(Math.floor(clock.now() / 1000)),
    'aws:PrincipalAccount': EMULATOR_ACCOUNT_ID,
    'aws:PrincipalArn': identityArn(principal),
    'aws:PrincipalType': isUser ? 'User' : 'AssumedRole',
    'aws:RequestedRegion': region,
    'aws:userid': principalUserId(principal),
  };
}

/** Tags as `aws:PrincipalTag/NAME`. */
export function principalTagKeys(tags: Readonly<Record<string, string>>): ContextKeys {
  return Object.fromEntries(Object.entries(tags).map(([name, value]) => [`aws:PrincipalTag/${name}`, value]));
}

/** The policies attached to a caller's user or role. */
export function identityPoliciesOf({ principal }: Caller, { state }: Surroundings): readonly PolicyDocument[] {
  const { users, roles } = state.iam;
  const owner = principal.kind === 'user' ? readOwn(users, principal.userName) : readOwn(roles, principal.roleArn);
  return owner?.policies ?? [];
}

function tagsOf({ principal }: Caller, { users, roles }: Surroundings['state']['iam']): Readonly<Record<string, string>> {
  const owner = principal.kind === 'user' ? readOwn(users, principal.userName) : readOwn(roles, principal.roleArn);
  return owner?.tags ?? {};
}

/**
 * Only temporary credentials have these keys, which is why policies about MFA ask `BoolIfExists`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
function sessionKeys({ issuedAt, mfaAt }: NonNullable<Caller['session']>, now: number): ContextKeys {
  return {
    'aws:TokenIssueTime': new Date(issuedAt).toISOString(),
    'aws:MultiFactorAuthPresent': String(mfaAt !== undefined),
    ...(mfaAt === undefined ? {} : { 'aws:MultiFactorAuthAge': String(Math.floor((now - mfaAt) / 1000)) }),
  };
}
