import type { CredentialProvider } from '@valetkey/core';
import { createNodeProvider, type NodeProviderOptions } from './createNodeProvider.ts';
import { loadSdk, silentLogger } from './loadSdk.ts';
import { defined, readAnew, readProfileFault, type SdkClientOptions, type SharedFilesOptions } from './sharedFiles.ts';

/** What {@link fromSSO} takes: a profile, or all four of `ssoStartUrl`, `ssoAccountId`, `ssoRegion` and `ssoRoleName`. */
export interface SSOOptions extends SharedFilesOptions, NodeProviderOptions {
  readonly ssoStartUrl?: string;
  readonly ssoAccountId?: string;
  readonly ssoRegion?: string;
  readonly ssoRoleName?: string;
  /** The `sso-session` section whose sign-in is used, and renewed. */
  readonly ssoSession?: string;
  /** Options of the client that asks for the role's credentials. */
  readonly clientConfig?: SdkClientOptions;
}

/**
 * Takes credentials of a role from IAM Identity Center, with the sign-in that `aws sso login` has left on this machine. A
 * sign-in by way of an `sso-session` section is renewed.
 *
 * The provider it returns rejects with `CREDENTIALS_NOT_FOUND` where the profile is missing or not one of SSO, `PROFILE_INVALID`,
 * `SSO_SIGN_IN_NEEDED`, `ROLE_NOT_ASSUMABLE`, `PEER_MISSING`, or what passes by itself.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html
 */
export function fromSSO(options: SSOOptions = {}): CredentialProvider {
  const { ssoStartUrl, ssoAccountId, ssoRegion, ssoRoleName, ssoSession, clientConfig } = options;
  const given = defined({ ssoStartUrl, ssoAccountId, ssoRegion, ssoRoleName, ssoSession, clientConfig });
  return createNodeProvider(
    {
      name: 'fromSSO',
      source: 'sso',
      async ask() {
        const sdk = await loadSdk();
        return sdk.fromSSO({ ...readAnew(options), ...given, logger: silentLogger })();
      },
      readFault: (error) => readProfileFault(error, options, 'SSO settings'),
    },
    options,
  );
}
