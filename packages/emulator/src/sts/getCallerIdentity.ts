import { principalArn, principalUserId } from '../gate/principal.ts';
import { EMULATOR_ACCOUNT_ID } from '../iam/iamState.ts';
import type { SignedStsCall, StsAction } from './stsCall.ts';

/**
 * `GetCallerIdentity`. Needs no permission: whoever has credentials may ask whose they are.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export const getCallerIdentity: StsAction<SignedStsCall> = ({ caller: { principal } }) => ({
  Arn: principalArn(principal),
  UserId: principalUserId(principal),
  Account: EMULATOR_ACCOUNT_ID,
});
