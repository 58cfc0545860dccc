import { readOwn } from '../awsHttp/ownProperty.ts';
import type { CognitoOperation } from '../cognitoWire/answerCognito.ts';
import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { optionalString } from '../cognitoWire/cognitoInput.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { principalTagKeys } from '../gate/callerContext.ts';
import { issueCredentials } from '../gate/issueCredentials.ts';
import { evaluateTrust } from '../iam/evaluateTrust.ts';
import { guestSessionPolicies } from '../iam/guestSessionPolicy.ts';
import type { IamRole } from '../iam/iamState.ts';
import { requestTagKeys } from '../iam/requestTagKeys.ts';
import { identityClaims, type IdentityClaims } from './identityClaims.ts';
import { COGNITO_IDENTITY } from './identityPoolIssuer.ts';
import { mappedRole } from './mappedRole.ts';
import { resolveIdentity, type ResolvedIdentity } from './resolveIdentity.ts';

/** Credentials of the enhanced flow live an hour, whatever the role allows. */
const enhancedFlowSeconds = 3600;

/** `GetCredentialsForIdentity`, the enhanced flow: credentials of the pool's authenticated, mapped or guest role. */
export const getCredentialsForIdentity: CognitoOperation<ServiceContext> = async (input, context) => {
  const resolved = await resolveIdentity(context, input);
  const claims = identityClaims(resolved);
  const role = requireTrusting(roleOf(context, resolved, optionalString(input, 'CustomRoleArn')), claims);
  const isGuest = Object.keys(resolved.logins).length === 0;
  const credentials = await issueCredentials(context, {
    principal: { kind: 'role', roleArn: role.arn, sessionName: 'CognitoIdentityCredentials' },
    durationSeconds: enhancedFlowSeconds,
    variables: {
      'aws:FederatedProvider': COGNITO_IDENTITY,
      [`${COGNITO_IDENTITY}:aud`]: claims.aud,
      [`${COGNITO_IDENTITY}:sub`]: claims.sub,
      [`${COGNITO_IDENTITY}:amr`]: claims.amr,
      ...principalTagKeys(claims.tags),
    },
    ...(isGuest ? { sessionPolicies: guestSessionPolicies } : {}),
  });
  return { IdentityId: resolved.identity.id, Credentials: credentials };
};

function roleOf(context: ServiceContext, { pool, logins }: ResolvedIdentity, customRoleArn: string | undefined): IamRole {
  const isGuest = Object.keys(logins).length === 0;
  const arn = isGuest && customRoleArn === undefined ? pool.roles.guest : mappedRole(pool, logins, customRoleArn);
  const role = readOwn(context.state.iam.roles, arn ?? '');
  if (role === undefined) throw badRole();
  return role;
}

function requireTrusting(role: IamRole, { aud, sub, amr, tags }: IdentityClaims): IamRole {
  const variables = {
    [`${COGNITO_IDENTITY}:aud`]: aud,
    [`${COGNITO_IDENTITY}:sub`]: sub,
    [`${COGNITO_IDENTITY}:amr`]: amr,
    ...requestTagKeys(tags),
  };
  const actions = ['sts:AssumeRoleWithWebIdentity', ...(Object.keys(tags).length === 0 ? [] : ['sts:TagSession'])];
  const principal = { type: 'Federated', names: [COGNITO_IDENTITY] } as const;
  if (actions.some((action) => evaluateTrust(role, { principal, action, variables }) !== 'named')) throw badRole();
  return role;
}

function badRole(): CognitoError {
  return new CognitoError(
    'InvalidIdentityPoolConfigurationException',
    'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
  );
}
