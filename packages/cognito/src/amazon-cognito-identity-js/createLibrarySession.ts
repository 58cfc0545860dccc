import {
  createServerClock,
  CredentialsError,
  systemClock,
  systemEnvironment,
  type Clock,
  type Environment,
  type Session,
} from '@valetkey/core';
import { CognitoUser, type CognitoUserPool, type ICognitoStorage } from 'amazon-cognito-identity-js';
import { createPasswordResetFlow } from '../signIn/createPasswordResetFlow.ts';
import { createSignInFlow, endSignIn } from '../signIn/createSignInFlow.ts';
import { createSignUpFlow } from '../signIn/createSignUpFlow.ts';
import { checkRefreshWindow, createSession, DEFAULT_TOKEN_REFRESH_WINDOW_MS } from '../tokens/createSession.ts';
import { createLibraryPasswordReset } from './createLibraryPasswordReset.ts';
import { createLibrarySignIn } from './createLibrarySignIn.ts';
import { createLibrarySignUp } from './createLibrarySignUp.ts';
import { createLibraryTokenService } from './createLibraryTokenService.ts';
import { createLibraryRecord } from './createLibraryRecord.ts';
import { withholdTokens } from './withholdTokens.ts';

/** What {@link createLibrarySession} takes. */
export interface LibrarySessionOptions {
  /** The pool of `amazon-cognito-identity-js` that the app has. */
  readonly userPool: CognitoUserPool;
  /**
   * The `Storage` the pool was made with; `localStorage` where it was made with none. Tokens lie in it as plain text,
   * under the library's own keys.
   */
  readonly storage: ICognitoStorage;
  /** Tokens are refreshed when asked for this long before they expire, ms. Default 60 000. Range 0–240 000. */
  readonly refreshWindowMs?: number;
  /** `'srp'` proves the password without sending it; `'password'` sends it over TLS. Default `'srp'`. */
  readonly authFlow?: 'srp' | 'password';
  readonly clock?: Clock;
  /** Only its wake-ups are used: the library has its own network. */
  readonly environment?: Environment;
}

/**
 * The session and flows of `createUserPoolSession`, over an `amazon-cognito-identity-js` user pool that an app already
 * has. The library cannot refresh where refresh token rotation is on, knows no email codes and no passkeys, and takes
 * about 15 times as long for SRP: see `docs/amazon-cognito-identity-js.md`. Constructing it sends and reads nothing.
 * @throws CredentialsError `INVALID_OPTION`.
 */
export function createLibrarySession(options: LibrarySessionOptions): Session {
  const { userPool, storage, authFlow = 'srp', clock = systemClock, environment = systemEnvironment } = options;
  const { refreshWindowMs = DEFAULT_TOKEN_REFRESH_WINDOW_MS } = options;
  checkRefreshWindow(refreshWindowMs);
  for (const [name, value] of Object.entries({ userPool, storage })) {
    if (typeof value !== 'object') throw new CredentialsError('INVALID_OPTION', { detail: name });
  }
  const withoutTokens = withholdTokens(storage);
  const userNamed = (Username: string): CognitoUser => new CognitoUser({ Username, Pool: userPool, Storage: withoutTokens });
  const serverClock = createServerClock(clock);
  const service = createLibraryTokenService(userNamed, clock, serverClock);
  const { adopt, ...session } = createSession(
    createLibraryRecord(userPool, storage, clock),
    service,
    clock,
    serverClock,
    environment,
    refreshWindowMs,
    (reason) => endSignIn(signIn, reason),
  );
  const signIn = createSignInFlow(createLibrarySignIn(userNamed, service.receive, authFlow, clock), adopt);
  return {
    ...session,
    signIn,
    signUp: createSignUpFlow(createLibrarySignUp(userPool, userNamed, clock)),
    passwordReset: createPasswordResetFlow(createLibraryPasswordReset(userNamed, clock)),
  };
}
