import { readOwn } from '../awsHttp/ownProperty.ts';
import { Secret } from 'otpauth';
import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { optionalString, requireString, type CognitoInput } from '../cognitoWire/cognitoInput.ts';
import { closeChallenge, countFailedAttempt, invalidSession, openChallenge } from './challenge.ts';
import { mfaKindsOf } from './continueSignIn.ts';
import { redeemTotpCode } from './mfaCode.ts';
import type { UserPoolContext, UserPoolOperation } from './userPoolContext.ts';
import type { MfaKind, UserState } from './userPoolState.ts';
import { requireAccessToken, type TokenHolder } from './verifyToken.ts';

/** `AssociateSoftwareToken`: a new secret for the person's authenticator app, not in force until verified. */
export const associateSoftwareToken: UserPoolOperation = async (input, context) => {
  const holder = await requireHolder(context, input);
  const secret = new Secret({ size: 32 }).base32;
  holder.user.pendingTotpSecret = secret;
  context.changed();
  return { SecretCode: secret, ...nextSession(context, holder, false) };
};

/** `VerifySoftwareToken`: the app's first code puts its secret in force. */
export const verifySoftwareToken: UserPoolOperation = async (input, context) => {
  const holder = await requireHolder(context, input);
  const { user } = holder;
  if (user.pendingTotpSecret === undefined) {
    throw new CognitoError('SoftwareTokenMFANotFoundException', 'Software token is not found for the user.');
  }
  const totp = { secret: user.pendingTotpSecret, lastStep: 0 };
  try {
    redeemTotpCode(context, totp, requireString(input, 'UserCode'));
  } catch (error) {
    if (holder.session !== undefined) countFailedAttempt(context, holder.pool, holder.session);
    if (error instanceof CognitoError && error.code === 'CodeMismatchException') {
      throw new CognitoError('EnableSoftwareTokenMFAException', 'Code mismatch');
    }
    throw error;
  }
  user.totp = totp;
  delete user.pendingTotpSecret;
  return { Status: 'SUCCESS', ...nextSession(context, holder, true) };
};

/** `SetUserMFAPreference`: which second factors are in use, and which is asked for first. */
export const setUserMfaPreference: UserPoolOperation = async (input, context) => {
  const { user } = await requireAccessToken(context, input);
  applyPreference(user, 'SMS_MFA', settingsOf(input, 'SMSMfaSettings'));
  applyPreference(user, 'SOFTWARE_TOKEN_MFA', settingsOf(input, 'SoftwareTokenMfaSettings'));
  context.changed();
  return {};
};

interface MfaSettings {
  readonly enabled: boolean;
  readonly preferred: boolean;
}

function settingsOf(input: CognitoInput, name: string): MfaSettings | undefined {
  const settings = input[name];
  if (typeof settings !== 'object' || settings === null) return undefined;
  return {
    enabled: 'Enabled' in settings && settings.Enabled === true,
    preferred: 'PreferredMfa' in settings && settings.PreferredMfa === true,
  };
}

function applyPreference(user: UserState, kind: MfaKind, settings: MfaSettings | undefined): void {
  if (settings === undefined) return;
  if (kind === 'SMS_MFA') {
    if (settings.enabled && user.attributes['phone_number'] === undefined) {
      throw new CognitoError('InvalidParameterException', 'User does not have delivery config set to turn on SMS_MFA');
    }
    user.smsMfa = settings.enabled;
  } else if (!settings.enabled) {
    delete user.totp;
  } else if (user.totp === undefined) {
    throw new CognitoError('InvalidParameterException', 'User has not verified software token mfa');
  }
  if (settings.enabled && settings.preferred) user.preferredMfa = kind;
  else if (user.preferredMfa === kind) delete user.preferredMfa;
}

/** Who sets up an app: someone signed in, or someone in the middle of a sign-in that demands it. */
interface Holder extends TokenHolder {
  readonly session?: string;
  readonly clientId?: string;
}

async function requireHolder(context: UserPoolContext, input: CognitoInput): Promise<Holder> {
  const session = optionalString(input, 'Session');
  if (session === undefined) return requireAccessToken(context, input);
  for (const pool of Object.values(context.state.userPools)) {
    const challenge = readOwn(pool.challenges, session);
    const user = challenge?.username === undefined ? undefined : pool.users[challenge.username];
    if (challenge?.name !== 'MFA_SETUP' || user === undefined || challenge.expiresAt <= context.clock.now()) continue;
    // Whoever knows the password alone must not replace a factor that was set up in the meantime.
    const hasOtherFactor = challenge.appVerified !== true && mfaKindsOf(user).length > 0;
    if (user.enabled && !hasOtherFactor) return { pool, user, session, clientId: challenge.clientId };
  }
  throw invalidSession();
}

/** A sign-in under way goes on under a new session. */
function nextSession(
  context: UserPoolContext,
  { pool, user, session, clientId }: Holder,
  appVerified: boolean,
): { readonly Session?: string } {
  if (session === undefined || clientId === undefined) return {};
  closeChallenge(context, pool, session);
  return { Session: openChallenge(context, pool, { name: 'MFA_SETUP', clientId, username: user.username, appVerified }) };
}
