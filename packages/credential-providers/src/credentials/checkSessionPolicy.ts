import { CredentialsError, type Policy } from '@valetkey/core';
import { checkPolicy } from './checkPolicy.ts';

/** The most characters a session policy may have as JSON (STS API reference, `AssumeRole`, parameter `Policy`). */
export const MAX_POLICY_LENGTH = 2_048;

/** A session policy as JSON. */
export function policyText(policy: Policy | string): string {
  return typeof policy === 'string' ? policy : JSON.stringify(policy);
}

/**
 * Checks a session policy before it is sent.
 * @throws CredentialsError `POLICY_TOO_LARGE`, saying how long it is; in development `POLICY_INVALID`.
 */
export function checkSessionPolicy(text: string): void {
  checkPolicy(text);
  if (text.length > MAX_POLICY_LENGTH) {
    throw new CredentialsError('POLICY_TOO_LARGE', { detail: `It has ${text.length} characters.` });
  }
}
