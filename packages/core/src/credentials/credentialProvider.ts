import type { ProvidedCredentials } from './awsCredentials.ts';
import type { CredentialScopeRequest, HeldCredentials } from './credentialScope.ts';
import type { IdentitySource } from './identitySource.ts';

/** What the store tells a provider when it asks for credentials. */
export interface CredentialRequest {
  /** True when the current credentials must not be given again, e.g. after a service rejected them. */
  readonly forceRefresh?: boolean;
  /** Aborted when the answer is no longer wanted. */
  readonly signal?: AbortSignal;
  /** Tells the store the server's time (epoch ms), read from a fresh response's `Date` header. `NaN` says nothing. */
  readonly onServerTime?: (serverTimeMs: number) => void;
}

/**
 * Obtains credentials. Any AWS SDK v3 provider function is one; ours also say what they are and whom they serve.
 * It rejects with `NOT_SIGNED_IN` or `SESSION_EXPIRED` when nobody is signed in and guests are not let in.
 */
export interface CredentialProvider {
  (request?: CredentialRequest): Promise<ProvidedCredentials>;
  /** What the credentials come from, e.g. `'cognito-identity-pool'`. */
  readonly source?: string;
  /** Who they are for, where that can change; without it the provider serves one identity for good. */
  readonly identity?: IdentitySource | undefined;
  /** True where they are for whoever is signed in: on a server every request then needs a store of its own. */
  readonly personal?: boolean | undefined;
  /** How long it may take, ms, where a person has to do something for it. Default `ACQUIRE_TIMEOUT_MS`. */
  readonly timeoutMs?: number | undefined;
  /**
   * The session policies that its credentials are under, for hints of what to offer; absent where there are none, or where
   * the page does not know them.
   */
  readonly limits?: Pick<CredentialScopeRequest, 'policy' | 'policyArns'> | undefined;
  /**
   * Makes a provider that gives less, for the same identity; absent where the way credentials are obtained has no room
   * for a policy or a role. Call it through `narrowProvider`, which says so.
   * @param held - Where this provider's own credentials come from: what holds them, so that assuming a role does not
   * obtain them again, or the provider itself.
   * @throws CredentialsError What is wrong with the scope, before anything is asked.
   */
  readonly narrow?:
    | ((scope: CredentialScopeRequest, held: HeldCredentials | CredentialProvider) => CredentialProvider)
    | undefined;
}
