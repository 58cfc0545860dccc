import type { CognitoOperation } from '../cognitoWire/answerCognito.ts';
import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { requireString } from '../cognitoWire/cognitoInput.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { findIdentity } from './findIdentityPool.ts';
import { identityClaims } from './identityClaims.ts';
import { issueOpenIdToken } from './issueOpenIdToken.ts';
import { resolveIdentity } from './resolveIdentity.ts';

/** @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdToken.html */
const lifetimeSeconds = 10 * 60;

/** `GetOpenIdToken`, the first half of the classic flow: a token for `AssumeRoleWithWebIdentity`. */
export const getOpenIdToken: CognitoOperation<ServiceContext> = async (input, context) => {
  const { pool } = findIdentity(context, requireString(input, 'IdentityId'));
  if (pool.allowClassicFlow !== true) {
    throw new CognitoError('InvalidParameterException', 'Basic (classic) flow is not enabled, please use enhanced flow.');
  }
  const resolved = await resolveIdentity(context, input);
  return { IdentityId: resolved.identity.id, Token: await issueOpenIdToken(context, identityClaims(resolved), lifetimeSeconds) };
};
