import { issueCredentials } from '../gate/issueCredentials.ts';
import { credentialElements } from './issueRoleSession.ts';
import { redeemMfaCode } from './redeemMfaCode.ts';
import { MIN_SESSION_SECONDS } from './sessionDuration.ts';
import type { SignedStsCall, StsAction } from './stsCall.ts';
import { StsError } from './stsError.ts';
import { readWhole } from './stsForm.ts';

const LONGEST_SECONDS = 129_600;
const DEFAULT_SECONDS = 43_200;

/**
 * `GetSessionToken`: temporary credentials of a user with long-lived keys, who may give the code of an MFA device with it.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export const getSessionToken: StsAction<SignedStsCall> = async (call) => {
  const { caller, context, form } = call;
  if (caller.session !== undefined) throw new StsError('AccessDenied', 'Cannot call GetSessionToken with session credentials', 403);
  const durationSeconds = readWhole(form, 'DurationSeconds', { min: MIN_SESSION_SECONDS, max: LONGEST_SECONDS }) ?? DEFAULT_SECONDS;
  const hasMfa = redeemMfaCode(call);
  const credentials = await issueCredentials(context, {
    principal: caller.principal,
    durationSeconds,
    variables: {},
    ...(hasMfa ? { mfaAt: context.clock.now() } : {}),
  });
  return { Credentials: credentialElements(credentials) };
};
