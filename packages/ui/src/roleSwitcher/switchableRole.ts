import type { Policy } from '@valetkey/core';

/** A role that a person can act in. */
export interface SwitchableRole {
  /** The role's ARN. It must trust the person's own role; AWS decides. */
  readonly roleArn: string;
  /** What the person reads. */
  readonly name: string;
  /** A line about what it is for. */
  readonly description?: string | undefined;
  /** What may be done in it at most. Default: what the role allows. */
  readonly policy?: Policy | undefined;
}
