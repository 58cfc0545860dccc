import { CredentialsError } from '../errors/credentialsError.ts';
import type { CredentialProvider } from './credentialProvider.ts';
import type { CredentialScopeRequest, HeldCredentials } from './credentialScope.ts';

/**
 * Makes a provider of credentials that may do less. AWS holds them to it, not the page.
 * @param provider - Where the wider credentials come from. A store has its own at `store.origin`.
 * @param scope - What is left of them.
 * @param held - The store of the wider credentials: with it, assuming a role does not obtain them again. Default: `provider`.
 * @throws CredentialsError `SCOPE_UNSUPPORTED` when the provider cannot give less, or what it says about the scope.
 */
export function narrowProvider(
  provider: CredentialProvider,
  scope: CredentialScopeRequest,
  held: HeldCredentials | CredentialProvider = provider,
): CredentialProvider {
  if (provider.narrow === undefined) {
    throw new CredentialsError('SCOPE_UNSUPPORTED', { detail: `It is of source "${provider.source ?? 'custom'}".` });
  }
  return provider.narrow(scope, held);
}
