import type { AwsCredentials } from './awsCredentials.ts';
import type { IdentitySource } from './identitySource.ts';
import type { Policy } from './policy.ts';

/** Less than a provider gives by itself: what one part of an app needs and no more. Give at least one of these. */
export interface CredentialScopeRequest {
  /** What may be done at most. At most 2,048 characters as JSON. */
  readonly policy?: Policy | undefined;
  /** Managed policies that say what may be done at most, by ARN. At most 10. */
  readonly policyArns?: readonly string[] | undefined;
  /**
   * Another role than the provider's own. It is taken as the provider takes its own: with the token it has, or, where it
   * has none, with its credentials (role chaining: an hour at most). The role has to trust whoever that is.
   */
  readonly roleArn?: string | undefined;
  /** How long they live, seconds: 900–43,200 as far as the role allows. Default: the provider's. */
  readonly durationSeconds?: number | undefined;
}

/** Credentials that are held already: a credential store. */
export interface HeldCredentials {
  readonly getCredentials: (options?: { readonly forceRefresh?: boolean }) => Promise<AwsCredentials>;
  readonly getSnapshot: () => { readonly status: string; readonly identityId?: string | undefined };
  /** The provider they come from, as far as it says whom they are for, and how long it may take. */
  readonly origin: {
    readonly identity?: IdentitySource | undefined;
    readonly personal?: boolean | undefined;
    readonly timeoutMs?: number | undefined;
  };
}
