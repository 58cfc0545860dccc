import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { constantTimeEqual } from '../constantTimeEqual.ts';
import type { UserPoolContext } from './userPoolContext.ts';
import type { CodePurpose, UserState } from './userPoolState.ts';

/** How long a code works, in ms: AWS's defaults (the text message lasts as long as the sign-in session). */
const codeLifetimeMs: Readonly<Record<CodePurpose, number>> = {
  'sign-up': 24 * 60 * 60 * 1000,
  'password-reset': 60 * 60 * 1000,
  'sms-mfa': 3 * 60 * 1000,
};

const maxFailedAttempts = 5;

/** Codes mailed to a person in an hour at most; each allows five guesses. */
const maxMailedCodes = 5;
const hourMs = 60 * 60 * 1000;

/** Where a code went, masked, as Cognito describes it. */
export interface CodeDeliveryDetails {
  readonly AttributeName: 'email' | 'phone_number';
  readonly DeliveryMedium: 'EMAIL' | 'SMS';
  readonly Destination: string;
}

/**
 * Sends a fresh six-digit code and forgets the previous one of that purpose.
 * @throws CognitoError `LimitExceededException` after five mails of that purpose within an hour.
 */
export function sendCode(context: UserPoolContext, user: UserState, purpose: CodePurpose): CodeDeliveryDetails {
  const attribute = purpose === 'sms-mfa' ? 'phone_number' : 'email';
  const address = user.attributes[attribute];
  if (address === undefined) {
    throw new CognitoError('InvalidParameterException', `The user has no ${attribute} to send a code to.`);
  }
  const now = context.clock.now();
  // A texted code follows a password, whose lockout limits the guesses.
  if (purpose !== 'sms-mfa') countMailedCode(user, purpose, now);
  const code = randomCode();
  user.codes[purpose] = { code, expiresAt: now + codeLifetimeMs[purpose], failedAttempts: 0 };
  context.changed();
  context.mail({ address, code, kind: purpose, at: now });
  return deliveryDetails(attribute, address);
}

/** Accepts the right code once. Wrong, stale and too many tries are refused as Cognito refuses them. */
export function redeemCode(context: UserPoolContext, user: UserState, purpose: CodePurpose, typed: string): void {
  const known = user.codes[purpose];
  if (known === undefined || known.expiresAt <= context.clock.now()) throw expiredCode();
  if (known.failedAttempts >= maxFailedAttempts) {
    throw limitExceeded();
  }
  context.changed();
  if (!constantTimeEqual(typed, known.code)) {
    known.failedAttempts += 1;
    throw wrongCode();
  }
  delete user.codes[purpose];
}

function countMailedCode(user: UserState, purpose: CodePurpose, now: number): void {
  const lately = (user.mailedCodes?.[purpose] ?? []).filter((mailedAt) => mailedAt + hourMs > now);
  if (lately.length >= maxMailedCodes) throw limitExceeded();
  user.mailedCodes = { ...user.mailedCodes, [purpose]: [...lately, now] };
}

function limitExceeded(): CognitoError {
  return new CognitoError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
}

/** The answer for a code that is not the one that was sent. */
export function wrongCode(): CognitoError {
  return new CognitoError('CodeMismatchException', 'Invalid verification code provided, please try again.');
}

/** The answer for a code that is too old, was used, or was never sent. */
export function expiredCode(): CognitoError {
  return new CognitoError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
}

/** Describes a delivery, masking the address: `a***@e***`, `+*******1843`. */
export function deliveryDetails(attribute: 'email' | 'phone_number', address: string): CodeDeliveryDetails {
  if (attribute === 'phone_number') {
    return { AttributeName: attribute, DeliveryMedium: 'SMS', Destination: `+*******${address.slice(-4)}` };
  }
  const [name = '', domain = ''] = address.split('@');
  return { AttributeName: attribute, DeliveryMedium: 'EMAIL', Destination: `${name.charAt(0)}***@${domain.charAt(0)}***` };
}

/** Six decimal digits, evenly distributed: numbers past the last whole million are drawn again. */
function randomCode(): string {
  const draw = new Uint32Array(1);
  let number: number;
  do {
    [number = 0] = crypto.getRandomValues(draw);
  } while (number >= 4_294_000_000);
  return String(number % 1_000_000).padStart(6, '0');
}
