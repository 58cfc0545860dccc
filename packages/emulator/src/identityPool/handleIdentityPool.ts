import { answerCognito, type CognitoOperation } from '../cognitoWire/answerCognito.ts';
import type { EmulatorService, ServiceContext } from '../emulatorService.ts';
import { getCredentialsForIdentity } from './getCredentialsForIdentity.ts';
import { getId } from './getId.ts';
import { getOpenIdToken } from './getOpenIdToken.ts';

const operations: Readonly<Record<string, CognitoOperation<ServiceContext>>> = {
  GetId: getId,
  GetCredentialsForIdentity: getCredentialsForIdentity,
  GetOpenIdToken: getOpenIdToken,
};

/** The identity pool service (`AWSCognitoIdentityService`). */
export const handleIdentityPool: EmulatorService = (request, context) => answerCognito(request, operations, context);
