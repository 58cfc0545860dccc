import type { AwsCredentials } from './awsCredentials.ts';
import type { Policy } from './policy.ts';

/** Less than a provider gives by itself: what one part of an app needs and no more. Give at least one of these. */
export interface CredentialScopeRequest {
  /** What may be done at most. At most 2,048 characters as JSON. */
  readonly policy?: Policy | undefined;
  /** Managed policies that say what may be done at most, by ARN. At most 10. */
  readonly policyArns?: readonly string[] | undefined;
  /** Another role, assumed with the credentials of the provider's own (role chaining): an hour at most. */
  readonly roleArn?: string | undefined;
  /** How long they live, seconds: 900–43,200 as far as the role allows. Default: the service's, 3,600. */
  readonly durationSeconds?: number | undefined;
}

/** Credentials that are held already: a credential store. */
export interface HeldCredentials {
  readonly getCredentials: (options?: { readonly forceRefresh?: boolean }) => Promise<AwsCredentials>;
  readonly getSnapshot: () => { readonly status: string; readonly identityId?: string | undefined };
}
