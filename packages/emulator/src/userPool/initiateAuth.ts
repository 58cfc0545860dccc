import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { requireParameter, requireString, stringMap } from '../cognitoWire/cognitoInput.ts';
import { openChallenge } from './challenge.ts';
import { continueSignIn } from './continueSignIn.ts';
import { findUser, incorrectCredentials, userNotFound } from './findUser.ts';
import { imaginaryUser } from './imaginaryUser.ts';
import { refreshByInitiateAuth } from './refreshTokens.ts';
import { createSrpServerKeys, isSrpPublic } from './srpExchange.ts';
import { findClient, type FoundClient, type UserPoolContext, type UserPoolOperation } from './userPoolContext.ts';
import type { AuthFlow } from './userPoolState.ts';
import { verifyPassword } from './verifyPassword.ts';

type Parameters = Readonly<Record<string, string>>;

/** `InitiateAuth`: starts a sign-in by SRP or plain password, or refreshes tokens. */
export const initiateAuth: UserPoolOperation = (input, context) => {
  const found = findClient(context, requireString(input, 'ClientId'));
  const parameters = stringMap(input, 'AuthParameters');
  const flow = requireString(input, 'AuthFlow');
  switch (flow) {
    case 'USER_SRP_AUTH':
      allowFlow(found, flow);
      return startSrp(context, found, parameters);
    case 'USER_PASSWORD_AUTH':
      allowFlow(found, flow);
      return signInWithPassword(context, found, parameters);
    case 'REFRESH_TOKEN':
    case 'REFRESH_TOKEN_AUTH':
      allowFlow(found, 'REFRESH_TOKEN_AUTH');
      return refreshByInitiateAuth(context, found, requireParameter(parameters, 'REFRESH_TOKEN'));
    default:
      throw new CognitoError('InvalidParameterException', `The emulator does not offer the auth flow ${flow}.`);
  }
};

function allowFlow(found: FoundClient, flow: 'USER_SRP_AUTH' | 'USER_PASSWORD_AUTH' | 'REFRESH_TOKEN_AUTH'): void {
  const needed: AuthFlow = `ALLOW_${flow}`;
  if (!found.client.authFlows.includes(needed)) {
    throw new CognitoError('InvalidParameterException', `${flow} flow not enabled for this client`);
  }
}

function signInWithPassword(context: UserPoolContext, found: FoundClient, parameters: Parameters): Promise<object> {
  const user = findUser(found.pool, requireParameter(parameters, 'USERNAME'));
  const password = requireParameter(parameters, 'PASSWORD');
  if (user === undefined) throw found.client.preventUserExistenceErrors ? incorrectCredentials() : userNotFound();
  verifyPassword(context, found.pool, user, password);
  return continueSignIn(context, found, user);
}

/** Answers with the person's salt and the server's public number, or with ones made up for a person who does not exist. */
function startSrp(context: UserPoolContext, found: FoundClient, parameters: Parameters): object {
  const { pool, client } = found;
  const username = requireParameter(parameters, 'USERNAME');
  const clientPublic = requireParameter(parameters, 'SRP_A');
  if (!isSrpPublic(clientPublic)) throw new CognitoError('InvalidParameterException', 'SRP_A is not valid.');
  const user = findUser(pool, username);
  if (user === undefined && !client.preventUserExistenceErrors) throw userNotFound();
  const { userIdForSrp, salt, verifier } =
    user === undefined ? imaginaryUser(pool, username) : { userIdForSrp: user.username, ...user.password };
  const keys = createSrpServerKeys(verifier);
  const secretBlock = openChallenge(context, pool, {
    name: 'PASSWORD_VERIFIER',
    clientId: client.id,
    ...(user === undefined ? {} : { username: user.username }),
    srp: { userIdForSrp, clientPublic, ...keys },
  });
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: salt,
      SECRET_BLOCK: secretBlock,
      SRP_B: keys.serverPublic,
      USERNAME: userIdForSrp,
      USER_ID_FOR_SRP: userIdForSrp,
    },
  };
}
