import { readOwn } from '../awsHttp/ownProperty.ts';
import type { ContextKeys } from '../gate/callerContext.ts';
import { evaluateTrust } from '../iam/evaluateTrust.ts';
import type { IamRole, IamState } from '../iam/iamState.ts';
import { requestTagKeys } from '../iam/requestTagKeys.ts';
import type { SessionTags } from './sessionTags.ts';
import { StsError } from './stsError.ts';

/** Who wants a role by what an identity provider says about them. */
export interface FederatedRequest {
  readonly roleArn: string;
  /** What trust policies may call the provider. */
  readonly providerNames: readonly string[];
  readonly action: 'sts:AssumeRoleWithWebIdentity' | 'sts:AssumeRoleWithSAML';
  readonly sessionName: string;
  /** What the provider says, as condition keys. */
  readonly keys: ContextKeys;
  readonly tags: SessionTags;
  readonly sourceIdentity: string | undefined;
}

/**
 * The role, when its trust policy lets the holder of a token or assertion assume it, with the tags and the source identity
 * that come with it.
 * @throws StsError `AccessDenied`, for a role that does not exist as well.
 */
export function requireTrusting({ roles }: IamState, request: FederatedRequest): IamRole {
  const { roleArn, tags, sourceIdentity, sessionName } = request;
  const variables = {
    ...request.keys,
    ...requestTagKeys(tags.all),
    'sts:RoleSessionName': sessionName,
    ...(sourceIdentity === undefined ? {} : { 'sts:SourceIdentity': sourceIdentity }),
  };
  const principal = { type: 'Federated', names: request.providerNames } as const;
  const role = readOwn(roles, roleArn);
  const refused = [request.action, ...furtherActions(tags, sourceIdentity)].find(
    (action) => role === undefined || evaluateTrust(role, { principal, action, variables }) !== 'named',
  );
  if (role === undefined || refused !== undefined) {
    throw new StsError('AccessDenied', `Not authorized to perform ${refused ?? request.action}`, 403);
  }
  return role;
}

/** What must be allowed beside assuming a role, when a session comes with tags or a source identity. */
export function furtherActions(tags: SessionTags, sourceIdentity: string | undefined): readonly string[] {
  return [
    ...(Object.keys(tags.all).length === 0 ? [] : ['sts:TagSession']),
    ...(sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
  ];
}
