import { CredentialsError, type CredentialProvider } from '@valetkey/core';
import { PERSON_TIMEOUT_MS } from '../credentials/sparePerson.ts';
import { createNodeProvider, type NodeProviderOptions } from './createNodeProvider.ts';
import { loadSdk, silentLogger } from './loadSdk.ts';
import { defined, readAnew, readProfileFault, type SdkClientOptions, type SharedFilesOptions } from './sharedFiles.ts';

/** What {@link fromIni} takes. */
export interface IniOptions extends SharedFilesOptions, NodeProviderOptions {
  /** Asks for the current code of the MFA device that the profile names as `mfa_serial`. Answering with nothing gives up. */
  readonly mfaCodeProvider?: (serialNumber: string) => Promise<string | undefined>;
  /** Options of the client with which roles are assumed. */
  readonly clientConfig?: SdkClientOptions;
}

/**
 * Takes credentials from a profile of the shared AWS files: keys, a role (`role_arn` with `source_profile` or
 * `credential_source`), a web identity token file, a `credential_process` or SSO. The files are read at each call.
 *
 * The provider it returns rejects with `CREDENTIALS_NOT_FOUND` where the profile is missing, `PROFILE_INVALID`, `MFA_CODE_MISSING`,
 * `CODE_MISMATCH`, `ROLE_NOT_ASSUMABLE`, `CREDENTIALS_REJECTED`, `CREDENTIALS_EXPIRED`, `CREDENTIALS_MISSING`, `SSO_SIGN_IN_NEEDED`,
 * `PEER_MISSING`, or what passes by itself: `NETWORK`, `TIMEOUT`, `THROTTLED`, `SERVICE_UNAVAILABLE`.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export function fromIni(options: IniOptions = {}): CredentialProvider {
  const { mfaCodeProvider, clientConfig } = options;

  async function askForCode(serialNumber: string): Promise<string> {
    const code = await mfaCodeProvider?.(serialNumber).catch(() => undefined);
    if (!code) throw new CredentialsError('MFA_CODE_MISSING', { detail: 'fromIni: The profile asks for one.' });
    return code;
  }

  return createNodeProvider(
    {
      name: 'fromIni',
      source: 'ini',
      asksPerson: mfaCodeProvider !== undefined,
      async ask() {
        const sdk = await loadSdk();
        const mfa = mfaCodeProvider === undefined ? {} : { mfaCodeProvider: askForCode };
        return sdk.fromIni({ ...readAnew(options), ...mfa, ...defined({ clientConfig }), logger: silentLogger })();
      },
      readFault: (error) => readProfileFault(error, options, 'complete way to obtain credentials'),
    },
    options,
    mfaCodeProvider && PERSON_TIMEOUT_MS,
  );
}
