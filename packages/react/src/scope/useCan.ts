'use client';

import { CredentialsError, hintFromPolicy, serviceIdOf, type AwsClientClass, type CredentialSnapshot, type PolicyHint } from '@valetkey/core';
import { useSyncExternalStore } from 'react';
import { useCredentialsContext } from '../provider/credentialsContext.ts';
import { scopeRequests } from './scopeRequests.ts';
import { storeForAction } from './storeForAction.ts';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

/**
 * What the session policy that credentials are under here says of an action (a `CredentialsScope`’s, or one that the provider
 * was made with), as a hint for what to offer:
 * `useCan('s3:DeleteObject', 'arn:aws:s3:::album/cat.jpg') === 'denied'` is a reason to hide a button. It asks nothing of
 * AWS and protects nothing.
 *
 * - `'denied'`: the policy takes the right away. (Only a resource's own policy that names this very session can give a right
 *   that a session policy merely does not list.)
 * - `'allowed'`: the policy leaves the right. The role, the resource or the organisation may still refuse.
 * - `'unknown'`: no policy is known here (there is none, or a managed one), or it depends on a condition or a variable.
 * @param action - One action, as IAM names it: `'s3:GetObject'`.
 * @param resource - One resource, by ARN, or `'*'` for actions that work on none.
 * @param clientClass - The client that would be used. Needed where a scope names services whose IAM prefix is not their SDK
 * id, such as CloudWatch Logs; without it the answer is then `'unknown'`.
 * @throws CredentialsError `PROVIDER_MISSING`; in development `INVALID_OPTION` when `action` is not one action.
 */
export function useCan(action: string, resource: string, clientClass?: AwsClientClass): PolicyHint {
  const { clientLevels, credentials } = useCredentialsContext();
  const [prefix = ''] = action.toLowerCase().split(':');
  if (process.env.NODE_ENV !== 'production' && !/^[\w-]+:\w+$/.test(action)) {
    throw new CredentialsError('INVALID_OPTION', { detail: `"${action}" is not one action, like "s3:GetObject".` });
  }
  const store = storeForAction(clientLevels, prefix, clientClass && serviceIdOf(clientClass));
  const limits = store && (store.origin.limits ?? scopeRequests.get(store));

  const hint = (snapshot: CredentialSnapshot): PolicyHint => {
    if (limits?.policy === undefined) return 'unknown';
    const identityId = snapshot.status === 'ready' ? snapshot.identityId : undefined;
    return hintFromPolicy(limits.policy, { action, resource, identityId, amongOthers: limits.policyArns !== undefined });
  };
  const { subscribe, getSnapshot, getServerSnapshot } = store ?? credentials;
  return useSyncExternalStore(
    subscribe,
    () => hint(getSnapshot()),
    () => hint(getServerSnapshot()),
  );
}
