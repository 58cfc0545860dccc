import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { openChallenge } from './challenge.ts';
import { sendCode } from './confirmationCode.ts';
import { completeSignIn } from './issueTokens.ts';
import { forgiveFailedSignIns } from './signInLockout.ts';
import type { FoundClient, UserPoolContext } from './userPoolContext.ts';
import type { ChallengeName, MfaKind, UserPoolState, UserState } from './userPoolState.ts';

/** What follows once the password is known to be right: a new password, a second factor, or the tokens. */
export function continueSignIn(context: UserPoolContext, found: FoundClient, user: UserState): Promise<object> {
  if (!user.enabled) throw new CognitoError('NotAuthorizedException', 'User is disabled.');
  switch (user.status) {
    case 'UNCONFIRMED':
      throw new CognitoError('UserNotConfirmedException', 'User is not confirmed.');
    case 'RESET_REQUIRED':
      throw new CognitoError('PasswordResetRequiredException', 'Password reset required for the user');
    case 'FORCE_CHANGE_PASSWORD':
      return Promise.resolve(askNewPassword(context, found, user));
    case 'CONFIRMED':
      return continueWithMfa(context, found, user);
    default:
      return user.status satisfies never;
  }
}

/** What follows once the password is right and the person's own: a second factor, or the tokens. */
export async function continueWithMfa(context: UserPoolContext, found: FoundClient, user: UserState): Promise<object> {
  const kinds = mfaKindsOf(user);
  const chosen = user.preferredMfa !== undefined && kinds.includes(user.preferredMfa) ? user.preferredMfa : undefined;
  const [only] = kinds;
  if (only === undefined) {
    if (found.pool.mfa === 'required') {
      return challenge(context, found, user, 'MFA_SETUP', { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' });
    }
    return signedIn(context, found, user);
  }
  if (chosen === undefined && kinds.length > 1) {
    return challenge(context, found, user, 'SELECT_MFA_TYPE', { MFAS_CAN_CHOOSE: JSON.stringify(kinds) });
  }
  return askMfaCode(context, found, user, chosen ?? only);
}

/** Asks for the code of one kind of second factor, texting it where that is the kind. */
export function askMfaCode(context: UserPoolContext, found: FoundClient, user: UserState, kind: MfaKind): object {
  if (kind === 'SOFTWARE_TOKEN_MFA') return challenge(context, found, user, kind, {});
  const sent = sendCode(context, user, 'sms-mfa');
  return challenge(context, found, user, kind, {
    CODE_DELIVERY_DELIVERY_MEDIUM: sent.DeliveryMedium,
    CODE_DELIVERY_DESTINATION: sent.Destination,
  });
}

/** The end of every sign-in. */
export async function signedIn(context: UserPoolContext, found: FoundClient, user: UserState): Promise<object> {
  forgiveFailedSignIns(user);
  return { ChallengeParameters: {}, AuthenticationResult: await completeSignIn(context, found, user) };
}

/** The second factors a person can be asked for. */
export function mfaKindsOf(user: UserState): readonly MfaKind[] {
  const kinds: MfaKind[] = [];
  if (user.smsMfa) kinds.push('SMS_MFA');
  if (user.totp !== undefined) kinds.push('SOFTWARE_TOKEN_MFA');
  return kinds;
}

function askNewPassword(context: UserPoolContext, found: FoundClient, user: UserState): object {
  const { sub: _, ...attributes } = user.attributes;
  return challenge(context, found, user, 'NEW_PASSWORD_REQUIRED', {
    userAttributes: JSON.stringify(attributes),
    requiredAttributes: JSON.stringify(missingAttributes(found.pool, user).map((name) => `userAttributes.${name}`)),
  });
}

/** Attributes the pool requires and the person lacks. */
function missingAttributes(pool: UserPoolState, user: UserState): readonly string[] {
  return pool.requiredAttributes.filter((name) => user.attributes[name] === undefined);
}

function challenge(
  context: UserPoolContext,
  found: FoundClient,
  user: UserState,
  name: ChallengeName,
  parameters: Readonly<Record<string, string>>,
): object {
  const session = openChallenge(context, found.pool, { name, clientId: found.client.id, username: user.username });
  return { ChallengeName: name, Session: session, ChallengeParameters: { USER_ID_FOR_SRP: user.username, ...parameters } };
}
