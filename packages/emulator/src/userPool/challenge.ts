import { readOwn } from '../awsHttp/ownProperty.ts';
import { encodeBase64 } from '../awsHttp/base64.ts';
import { CognitoError } from '../cognitoWire/cognitoError.ts';
import type { UserPoolContext } from './userPoolContext.ts';
import type { ChallengeName, ChallengeState, UserPoolState, UserState } from './userPoolState.ts';

/** Cognito's default `AuthSessionValidity`. */
const challengeLifetimeMs = 3 * 60 * 1000;
/** Expired challenges are remembered this long, to answer "expired" and not "unknown". */
const expiredMemoryMs = 60 * 60 * 1000;
const maxFailedAttempts = 5;

/** Opens a challenge and returns its unguessable handle (base64): the `Session`, or the `SECRET_BLOCK` of an SRP exchange. */
export function openChallenge(
  context: UserPoolContext,
  pool: UserPoolState,
  challenge: Omit<ChallengeState, 'expiresAt' | 'failedAttempts'>,
): string {
  const now = context.clock.now();
  for (const [handle, known] of Object.entries(pool.challenges)) {
    if (known.expiresAt + expiredMemoryMs < now) delete pool.challenges[handle];
  }
  const handle = encodeBase64(crypto.getRandomValues(new Uint8Array(48)));
  pool.challenges[handle] = { ...challenge, expiresAt: now + challengeLifetimeMs, failedAttempts: 0 };
  context.changed();
  return handle;
}

/** Finds the challenge a handle belongs to: same app client, same challenge name, not expired. */
export function findChallenge(
  context: UserPoolContext,
  pool: UserPoolState,
  expected: { readonly handle: string; readonly clientId: string; readonly name: ChallengeName },
): ChallengeState {
  const challenge = readOwn(pool.challenges, expected.handle);
  if (challenge === undefined || challenge.clientId !== expected.clientId || challenge.name !== expected.name) {
    throw invalidSession();
  }
  if (challenge.expiresAt <= context.clock.now()) {
    throw new CognitoError('NotAuthorizedException', 'Invalid session for the user, session is expired.');
  }
  return challenge;
}

/** A challenge works once: it is closed when answered rightly. */
export function closeChallenge(context: UserPoolContext, pool: UserPoolState, handle: string): void {
  delete pool.challenges[handle];
  context.changed();
}

/** Ends every sign-in of a person that is under way. */
export function closeChallengesOf(pool: UserPoolState, { username }: UserState): void {
  for (const [handle, challenge] of Object.entries(pool.challenges)) {
    if (challenge.username === username) delete pool.challenges[handle];
  }
}

/** Counts a wrong code. After the fifth, the person has to start again. */
export function countFailedAttempt(context: UserPoolContext, pool: UserPoolState, handle: string): void {
  const challenge = pool.challenges[handle];
  if (challenge === undefined) return;
  challenge.failedAttempts += 1;
  if (challenge.failedAttempts >= maxFailedAttempts) delete pool.challenges[handle];
  context.changed();
}

/** The answer for a session that is unknown, used, or someone else's. */
export function invalidSession(): CognitoError {
  return new CognitoError('NotAuthorizedException', 'Invalid session for the user.');
}
