import {
  CredentialsError,
  type CredentialProvider,
  type CredentialScopeRequest,
  type HeldCredentials,
} from '@valetkey/core';
import { assumeScoped } from './fromTemporaryCredentials.ts';
import type { StsOptions } from './roleSession.ts';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** What {@link withRoleChaining} takes. */
export interface RoleChainingOptions extends StsOptions {
  /** Region of the STS endpoint, and of the signature. */
  readonly region: string;
  /** The role that a policy narrows where a scope names none; often the one that the provider gives, which must trust itself. */
  readonly roleArn?: string;
}

/**
 * Lets scopes narrow a provider that has no way of its own, such as the enhanced flow of an identity pool or fixed keys: a
 * role is assumed with its credentials (`AssumeRole`). Sessions of chained roles live for an hour at most.
 * @param provider - Obtains credentials that may call `sts:AssumeRole` on the roles, which must trust them.
 * @returns The same provider, able to narrow; a scope without a role is refused with `SCOPE_UNSUPPORTED` unless `roleArn` is given.
 */
export function withRoleChaining(provider: CredentialProvider, options: RoleChainingOptions): CredentialProvider {
  const same: CredentialProvider = (request) => provider(request);
  return Object.assign(same, {
    source: provider.source ?? 'custom',
    identity: provider.identity,
    personal: !!provider.personal,
    timeoutMs: provider.timeoutMs,
    limits: provider.limits,
    narrow(scope: CredentialScopeRequest, held: HeldCredentials | CredentialProvider) {
      const { roleArn = options.roleArn } = scope;
      if (!roleArn) {
        const detail = 'A policy narrows a role: give roleArn.';
        throw new CredentialsError('SCOPE_UNSUPPORTED', process.env.NODE_ENV === 'production' ? {} : { detail });
      }
      return assumeScoped({ ...options, masterCredentials: held }, { RoleArn: roleArn }, scope);
    },
  });
}
