import { issueRoleSession } from './issueRoleSession.ts';
import { requireRoleArn } from './requireAssumable.ts';
import { requireTrusting } from './requireTrusting.ts';
import { roleSessionSeconds } from './sessionDuration.ts';
import { readSessionPolicies } from './sessionPolicies.ts';
import type { StsAction, StsCall } from './stsCall.ts';
import { readText, requireText, sessionNameLimits } from './stsForm.ts';
import { claimedSourceIdentity, claimedTags } from './tokenTags.ts';
import { verifyWebIdentity } from './verifyWebIdentity.ts';

/**
 * `AssumeRoleWithWebIdentity`: credentials of a role for whoever has a login token. Nobody signs it.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export const assumeRoleWithWebIdentity: StsAction<StsCall> = async ({ form, context }) => {
  const roleArn = requireRoleArn(form);
  const sessionName = requireText(form, 'RoleSessionName', sessionNameLimits);
  const token = requireText(form, 'WebIdentityToken', { min: 4, max: 20_000, sensitive: true });
  const providerId = readText(form, 'ProviderId', { min: 4, max: 2048 });
  const policies = readSessionPolicies(form, context.state.iam);
  const identity = await verifyWebIdentity(context, token, providerId);
  const tags = claimedTags(identity.claims);
  const sourceIdentity = claimedSourceIdentity(identity.claims);

  const role = requireTrusting(context.state.iam, {
    ...identity,
    action: 'sts:AssumeRoleWithWebIdentity',
    roleArn,
    sessionName,
    tags,
    sourceIdentity,
  });
  return {
    ...(await issueRoleSession(context, {
      roleArn,
      sessionName,
      durationSeconds: roleSessionSeconds(form, role, false),
      policies,
      tags,
      variables: identity.keys,
      sourceIdentity,
    })),
    SubjectFromWebIdentityToken: identity.subject,
    Audience: identity.audience,
    Provider: identity.providerNames[0],
  };
};
