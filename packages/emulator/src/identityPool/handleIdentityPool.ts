import { receiveRequest } from '../awsHttp/receivedRequest.ts';
import { answerCognito, cognitoErrorAnswer, type CognitoOperation } from '../cognitoWire/answerCognito.ts';
import { CognitoError } from '../cognitoWire/cognitoError.ts';
import type { EmulatorService, ServiceContext } from '../emulatorService.ts';
import { authenticateRequest } from '../gate/authenticateRequest.ts';
import { jsonRefusal } from '../gate/jsonRefusal.ts';
import { getCredentialsForIdentity } from './getCredentialsForIdentity.ts';
import { getId } from './getId.ts';
import { getOpenIdToken } from './getOpenIdToken.ts';
import { getOpenIdTokenForDeveloperIdentity, type SignedContext } from './getOpenIdTokenForDeveloperIdentity.ts';

const operations: Readonly<Record<string, CognitoOperation<ServiceContext>>> = {
  GetId: getId,
  GetCredentialsForIdentity: getCredentialsForIdentity,
  GetOpenIdToken: getOpenIdToken,
};

/** Operations for backends, which sign what they ask. */
const signedOperations: Readonly<Record<string, CognitoOperation<SignedContext>>> = {
  GetOpenIdTokenForDeveloperIdentity: getOpenIdTokenForDeveloperIdentity,
};

/** The identity pool service (`AWSCognitoIdentityService`). */
export const handleIdentityPool: EmulatorService = async (request, context) => {
  const name = request.headers.get('x-amz-target')?.split('.').pop() ?? '';
  if (!Object.hasOwn(signedOperations, name)) return answerCognito(request, operations, context);
  const authentication = await authenticateRequest(await receiveRequest(request.clone()), 'cognito-identity', context);
  if (authentication.authenticated) return answerCognito(request, signedOperations, { ...context, caller: authentication.caller });
  const { code, message } = jsonRefusal(authentication.refusal);
  return cognitoErrorAnswer(new CognitoError(code, message));
};
