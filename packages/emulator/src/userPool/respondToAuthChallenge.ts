import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { optionalString, requireParameter, requireString, stringMap, type CognitoInput } from '../cognitoWire/cognitoInput.ts';
import { closeChallenge, findChallenge, invalidSession } from './challenge.ts';
import { askMfaCode, continueWithMfa, mfaKindsOf, signedIn } from './continueSignIn.ts';
import { findUser } from './findUser.ts';
import { checkPassword } from './passwordPolicy.ts';
import { setPassword } from './setPassword.ts';
import { answerSrp } from './answerSrp.ts';
import { redeemMfaCode } from './mfaCode.ts';
import { writableAttributes } from './writableAttributes.ts';
import { findClient, type FoundClient, type UserPoolContext, type UserPoolOperation } from './userPoolContext.ts';
import type { ChallengeName, ChallengeState, MfaKind, UserPoolState, UserState } from './userPoolState.ts';

type Responses = Readonly<Record<string, string>>;

/** `RespondToAuthChallenge`: the answer to a challenge; the next challenge or the tokens follow. */
export const respondToAuthChallenge: UserPoolOperation = (input, context) => {
  const found = findClient(context, requireString(input, 'ClientId'));
  const responses = stringMap(input, 'ChallengeResponses');
  const name = requireString(input, 'ChallengeName');
  switch (name) {
    case 'PASSWORD_VERIFIER':
      return answerSrp(context, found, responses);
    case 'NEW_PASSWORD_REQUIRED':
      return answerNewPassword(context, found, openedChallenge(context, found, input, responses, name), responses);
    case 'SELECT_MFA_TYPE':
      return answerMfaChoice(context, found, openedChallenge(context, found, input, responses, name), responses);
    case 'SMS_MFA':
    case 'SOFTWARE_TOKEN_MFA':
      return answerMfaCode(context, found, openedChallenge(context, found, input, responses, name), responses, name);
    case 'MFA_SETUP':
      return answerMfaSetup(context, found, openedChallenge(context, found, input, responses, name));
    default:
      throw new CognitoError('InvalidParameterException', `The emulator does not set the challenge ${name}.`);
  }
};

/** A challenge in progress: its handle and the person it is bound to. */
interface Opened {
  readonly session: string;
  readonly challenge: ChallengeState;
  readonly user: UserState;
}

/** Finds the challenge of an answer, which must name the person the challenge was set for. */
function openedChallenge(
  context: UserPoolContext,
  found: FoundClient,
  input: CognitoInput,
  responses: Responses,
  name: ChallengeName,
): Opened {
  const username = requireParameter(responses, 'USERNAME');
  const session = optionalString(input, 'Session') ?? '';
  const challenge = findChallenge(context, found.pool, { handle: session, clientId: found.client.id, name });
  const user = findUser(found.pool, username);
  if (user === undefined || user.username !== challenge.username) throw invalidSession();
  if (!user.enabled) throw new CognitoError('NotAuthorizedException', 'User is disabled.');
  return { session, challenge, user };
}

function answerNewPassword(context: UserPoolContext, found: FoundClient, opened: Opened, responses: Responses): Promise<object> {
  const password = requireParameter(responses, 'NEW_PASSWORD');
  checkPassword(password, found.pool.passwordPolicy);
  const given = givenAttributes(found.pool, opened.user, responses);
  for (const name of found.pool.requiredAttributes) {
    if (opened.user.attributes[name] === undefined && given[name] === undefined) {
      throw new CognitoError('InvalidParameterException', `Invalid user attributes: ${name}: Attribute is required.`);
    }
  }
  Object.assign(opened.user.attributes, given);
  // Ends this challenge and every other one of the person.
  setPassword(found.pool, opened.user, password, context.clock.now());
  return continueWithMfa(context, found, opened.user);
}

/**
 * Attributes typed along with a new password. Addresses and what the pool requires cannot be replaced here, or a verified
 * address could become somebody else's.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html
 */
function givenAttributes(pool: UserPoolState, user: UserState, responses: Responses): Readonly<Record<string, string>> {
  const prefix = 'userAttributes.';
  const given = Object.entries(responses)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => [name.slice(prefix.length), value] as const);
  const attributes = writableAttributes(Object.fromEntries(given));
  const provided = ['email', 'phone_number', ...pool.requiredAttributes].find(
    (name) => Object.hasOwn(attributes, name) && user.attributes[name] !== undefined,
  );
  if (provided !== undefined) {
    throw new CognitoError('NotAuthorizedException', `Cannot modify an already provided ${provided}`);
  }
  return attributes;
}

function answerMfaChoice(context: UserPoolContext, found: FoundClient, opened: Opened, responses: Responses): object {
  const answer = requireParameter(responses, 'ANSWER');
  const kind = mfaKindsOf(opened.user).find((candidate) => candidate === answer);
  if (kind === undefined) {
    throw new CognitoError('InvalidParameterException', 'Selected MFA type is not available for the user.');
  }
  closeChallenge(context, found.pool, opened.session);
  return askMfaCode(context, found, opened.user, kind);
}

function answerMfaCode(
  context: UserPoolContext,
  found: FoundClient,
  opened: Opened,
  responses: Responses,
  kind: MfaKind,
): Promise<object> {
  redeemMfaCode(context, found.pool, opened.session, opened.user, kind, requireParameter(responses, `${kind}_CODE`));
  closeChallenge(context, found.pool, opened.session);
  return signedIn(context, found, opened.user);
}

function answerMfaSetup(context: UserPoolContext, found: FoundClient, opened: Opened): Promise<object> {
  if (opened.challenge.appVerified !== true) {
    throw new CognitoError('InvalidParameterException', 'No MFA method has been set up.');
  }
  closeChallenge(context, found.pool, opened.session);
  return signedIn(context, found, opened.user);
}
