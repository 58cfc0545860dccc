/** What an app client may do on the service's own sign-in pages. */
export interface ManagedLoginSettings {
  /** Where people may be sent back to with a code. A request has to name one of them to the letter. */
  readonly callbackUrls: readonly string[];
  /** Where people may be sent back to after signing out. Default: `callbackUrls`. */
  readonly logoutUrls?: readonly string[];
  /** What the app may ask for. Default: `openid`, `email`, `phone`, `profile` and `aws.cognito.signin.user.admin`. */
  readonly scopes?: readonly string[];
}

/** What the sign-in pages of a user pool remember. */
export interface ManagedLoginState {
  /** Authorization codes by the SHA-256 of the code. */
  readonly codes: Record<string, AuthorizationCodeState>;
  /** Browsers in which somebody is signed in at the pages, by the SHA-256 of their cookie. */
  readonly visits: Record<string, LoginVisitState>;
}

/** A code that was sent back to an app. Instants in epoch ms. */
export interface AuthorizationCodeState {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly username: string;
  readonly scopes: readonly string[];
  readonly nonce?: string;
  /** The S256 challenge. Absent where the request had none, which Cognito lets pass. */
  readonly codeChallenge?: string;
  readonly authenticatedAt: number;
  readonly expiresAt: number;
}

/** Somebody signed in at the pages, who is not asked again for an hour. Instants in epoch ms. */
export interface LoginVisitState {
  readonly username: string;
  readonly authenticatedAt: number;
  readonly expiresAt: number;
}

/** What the sign-in pages of a user pool remember, without what has expired. */
export function managedLoginOf(pool: { managedLogin?: ManagedLoginState }, now: number): ManagedLoginState {
  const state = (pool.managedLogin ??= { codes: {}, visits: {} });
  for (const known of [state.codes, state.visits]) {
    for (const [key, { expiresAt }] of Object.entries(known)) if (expiresAt <= now) delete known[key];
  }
  return state;
}
