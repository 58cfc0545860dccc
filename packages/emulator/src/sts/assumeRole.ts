import { callerContext, type ContextKeys } from '../gate/callerContext.ts';
import { requestTagKeys } from '../iam/requestTagKeys.ts';
import { issueRoleSession } from './issueRoleSession.ts';
import { redeemMfaCode } from './redeemMfaCode.ts';
import { requireAssumable, requireRoleArn } from './requireAssumable.ts';
import { furtherActions } from './requireTrusting.ts';
import { roleSessionSeconds } from './sessionDuration.ts';
import { readSessionPolicies } from './sessionPolicies.ts';
import { readSessionTags } from './sessionTags.ts';
import type { SignedStsCall, StsAction } from './stsCall.ts';
import { StsError } from './stsError.ts';
import { readList, readText, requireText, sessionNameLimits } from './stsForm.ts';

/**
 * `AssumeRole`: credentials of a role for a user or for somebody who has assumed a role already (chaining).
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const assumeRole: StsAction<SignedStsCall> = async (call) => {
  const { form, context, caller } = call;
  const roleArn = requireRoleArn(form);
  const sessionName = requireText(form, 'RoleSessionName', sessionNameLimits);
  const externalId = readText(form, 'ExternalId', { min: 2, max: 1224, pattern: '[\\w+=,.@:\\/-]*' });
  if (readList(form, 'ProvidedContexts', 5).length > 0) {
    throw new StsError('ValidationError', 'The emulator does not offer ProvidedContexts.');
  }
  const policies = readSessionPolicies(form, context.state.iam);
  const tags = readSessionTags(form, caller.session?.transitiveTags ?? {});
  const sourceIdentity = readSourceIdentity(call);
  const hasMfa = redeemMfaCode(call);

  const variables: ContextKeys = {
    ...callerContext(caller, context),
    ...requestTagKeys(tags.all),
    'sts:RoleSessionName': sessionName,
    ...(externalId === undefined ? {} : { 'sts:ExternalId': externalId }),
    ...(sourceIdentity === undefined ? {} : { 'sts:SourceIdentity': sourceIdentity }),
    // Only this call has seen the code: the role's session says nothing of it.
    ...(hasMfa ? { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '0' } : {}),
  };
  const role = requireAssumable(call, roleArn, variables, [
    'sts:AssumeRole',
    ...furtherActions(tags, sourceIdentity),
  ]);
  const durationSeconds = roleSessionSeconds(form, role, caller.session !== undefined);
  return issueRoleSession(context, { roleArn, sessionName, durationSeconds, policies, tags, variables: {}, sourceIdentity });
};

/** A source identity once set stays with every role assumed from there, and cannot become another. */
function readSourceIdentity({ form, caller }: SignedStsCall): string | undefined {
  const asked = readText(form, 'SourceIdentity', sessionNameLimits);
  const inherited = caller.session?.variables['aws:SourceIdentity'];
  if (typeof inherited !== 'string') return asked;
  if (asked !== undefined && asked !== inherited) {
    throw new StsError('AccessDenied', 'The source identity of the calling session cannot be changed.', 403);
  }
  return inherited;
}
