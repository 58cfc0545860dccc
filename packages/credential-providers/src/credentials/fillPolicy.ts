import { CredentialsError, type Policy } from '@valetkey/core';
import { checkSessionPolicy, policyText } from './checkSessionPolicy.ts';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** What stands for an identity id in a policy. */
export const IDENTITY_ID_VARIABLE = '${identityId}';

/**
 * A session policy as it is sent, its variables filled in.
 * @param identityId - Whom the credentials are for, where an identity pool says so.
 * @throws CredentialsError `POLICY_INVALID` when there is no identity id to fill in, or `POLICY_TOO_LARGE`, saying how long
 * it is.
 */
export function fillPolicy(policy: Policy | string, identityId = ''): string {
  const text = policyText(policy).replaceAll(IDENTITY_ID_VARIABLE, () => {
    // An id with a wildcard or a variable of its own would open what the policy is meant to close.
    if (/^[\w:.-]+$/.test(identityId)) return identityId;
    if (process.env.NODE_ENV === 'production') throw new CredentialsError('POLICY_INVALID');
    throw new CredentialsError('POLICY_INVALID', { detail: `There is no identity id for ${IDENTITY_ID_VARIABLE}.` });
  });
  checkSessionPolicy(text);
  return text;
}
