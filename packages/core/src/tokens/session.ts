import type { CredentialsError } from '../errors/credentialsError.ts';
import type { Observable } from '../observable.ts';
import type { PasswordResetFlow } from '../signIn/passwordResetFlow.ts';
import type { SignInFlow } from '../signIn/signInFlow.ts';
import type { SignUpFlow } from '../signIn/signUpFlow.ts';
import type { IdTokenClaims, TokenSet } from './tokenSet.ts';

/** The signed-in person, without any secret. */
export interface User {
  /** The subject claim: stable for the life of the account. */
  readonly id: string;
  readonly username: string;
  readonly email: string | undefined;
  readonly claims: IdTokenClaims;
}

/**
 * Who is signed in. `epoch` rises by one each time that changes, so everything derived from an older epoch can be told
 * apart and dropped.
 */
export type SessionSnapshot =
  | { readonly status: 'unknown'; readonly epoch: number }
  | {
      readonly status: 'signed-out';
      readonly epoch: number;
      /** `'expired'`: the session ended by itself (refresh token expired or revoked) and the person should be told. */
      readonly reason: 'never-signed-in' | 'signed-out' | 'expired';
    }
  | { readonly status: 'signed-in'; readonly epoch: number; readonly user: User };

/** How {@link Session.getTokens} may be asked. */
export interface GetTokensOptions {
  /** Refresh although the tokens are valid. Default `false`. */
  readonly forceRefresh?: boolean;
}

/** How {@link Session.signOut} may be asked. */
export interface SignOutOptions {
  /** End the person's sessions on all devices, not only here. Default `false`. */
  readonly everywhere?: boolean;
  /**
   * Leave for the service's own sign-in page, where there is one, and sign out there as well: otherwise the next person at
   * this browser is let in without being asked. Default `false`.
   */
  readonly hostedUi?: boolean;
}

/** Signs in, keeps tokens fresh, signs out. Constructing one does nothing: `start()` does. */
export interface Session extends Observable<SessionSnapshot> {
  /** Restores what is stored and begins to watch. Counted: each call returns its own stop; the last stop cleans up. */
  readonly start: () => () => void;
  /**
   * Valid tokens, refreshed first when they are about to expire. One refresh however many ask.
   * @throws CredentialsError `NOT_SIGNED_IN` or `SESSION_EXPIRED` when nobody is signed in; a retryable one on network faults.
   */
  readonly getTokens: (options?: GetTokensOptions) => Promise<TokenSet>;
  /**
   * Forgets the session here first (works offline), then tells the service. Never rejects because of the service. Where it could
   * not be told, it says why, and three more attempts are made in the next minute, as long as the page is there.
   */
  readonly signOut: (options?: SignOutOptions) => Promise<CredentialsError | undefined>;
  readonly signIn: SignInFlow;
  readonly signUp?: SignUpFlow;
  readonly passwordReset?: PasswordResetFlow;
}
