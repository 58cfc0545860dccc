import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { constantTimeEqual } from '../constantTimeEqual.ts';
import { redeemTotp, type TotpDevice } from '../totp.ts';
import { countFailedAttempt } from './challenge.ts';
import { countFailedSignIn, requireUnlocked } from './signInLockout.ts';
import type { UserPoolContext } from './userPoolContext.ts';
import type { MfaKind, UserPoolState, UserState } from './userPoolState.ts';

/** Accepts the code of a second factor once, or refuses it and counts the attempt against the challenge and the person. */
export function redeemMfaCode(
  context: UserPoolContext,
  pool: UserPoolState,
  session: string,
  user: UserState,
  kind: MfaKind,
  typed: string,
): void {
  requireUnlocked(context, user);
  try {
    if (kind === 'SMS_MFA') redeemTextedCode(context, user, typed);
    else redeemTotpCode(context, user.totp, typed);
  } catch (error) {
    countFailedAttempt(context, pool, session);
    countFailedSignIn(context, user);
    throw error;
  }
}

/** Accepts an authenticator app's code of now, or of one period before or after; each period's code works once. */
export function redeemTotpCode(context: UserPoolContext, totp: TotpDevice | undefined, typed: string): void {
  if (totp === undefined) throw new CognitoError('SoftwareTokenMFANotFoundException', 'Software token is not found for the user.');
  const verdict = redeemTotp(totp, typed, context.clock.now());
  switch (verdict) {
    case 'wrong':
      throw new CognitoError('CodeMismatchException', 'Invalid code received for user');
    case 'used':
      throw new CognitoError('ExpiredCodeException', 'Your software token has already been used once.');
    case 'accepted':
      context.changed();
      return;
    default:
      verdict satisfies never;
  }
}

function redeemTextedCode(context: UserPoolContext, user: UserState, typed: string): void {
  const sent = user.codes['sms-mfa'];
  if (sent === undefined || sent.expiresAt <= context.clock.now() || !constantTimeEqual(typed, sent.code)) {
    throw new CognitoError('CodeMismatchException', 'Invalid code or auth state for the user.');
  }
  delete user.codes['sms-mfa'];
  context.changed();
}
