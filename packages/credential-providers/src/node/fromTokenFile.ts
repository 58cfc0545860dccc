import type { CredentialProvider } from '@valetkey/core';
import { createNodeProvider, type NodeProviderOptions } from './createNodeProvider.ts';
import { readFileFault } from './fromJsonFile.ts';
import { linkError } from './linkError.ts';
import { loadSdk, silentLogger } from './loadSdk.ts';
import { readError, readSdkFault } from './readSdkFault.ts';
import { defined, type SdkClientOptions } from './sharedFiles.ts';

/** What {@link fromTokenFile} takes. */
export interface TokenFileOptions extends NodeProviderOptions {
  /** Default: `AWS_WEB_IDENTITY_TOKEN_FILE`. */
  readonly webIdentityTokenFile?: string;
  /** Default: `AWS_ROLE_ARN`. */
  readonly roleArn?: string;
  /** Default: `AWS_ROLE_SESSION_NAME`, else made up. */
  readonly roleSessionName?: string;
  /** How long they live, seconds: 900–43,200, as far as the role allows. Default: the service's, 3,600. */
  readonly durationSeconds?: number;
  /** Options of the client with which the role is assumed. */
  readonly clientConfig?: SdkClientOptions;
}

/**
 * Takes credentials of a role for the token in a file (`AssumeRoleWithWebIdentity`), as Kubernetes puts one into each pod. The
 * file is read at each call, so that a new token is followed.
 *
 * The provider it returns rejects with `CREDENTIALS_NOT_FOUND` where no file is named or it is not there, `TOKEN_NOT_ACCEPTED`,
 * `ROLE_NOT_ASSUMABLE`, `DURATION_OUT_OF_RANGE`, `PEER_MISSING`, or what passes by itself.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html
 */
export function fromTokenFile(options: TokenFileOptions = {}): CredentialProvider {
  const { roleSessionName, durationSeconds, clientConfig } = options;
  const fileOf = (): string | undefined => options.webIdentityTokenFile ?? process.env['AWS_WEB_IDENTITY_TOKEN_FILE'];
  return createNodeProvider(
    {
      name: 'fromTokenFile',
      source: 'token-file',
      async ask() {
        const webIdentityTokenFile = fileOf();
        const roleArn = options.roleArn ?? process.env['AWS_ROLE_ARN'];
        if (!webIdentityTokenFile || !roleArn) {
          const detail = 'Set AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN, or give webIdentityTokenFile and roleArn.';
          throw linkError('fromTokenFile', { code: 'CREDENTIALS_NOT_FOUND', detail });
        }
        const sdk = await loadSdk();
        const given = defined({ roleSessionName, durationSeconds, clientConfig });
        return sdk.fromTokenFile({ webIdentityTokenFile, roleArn, ...given, logger: silentLogger })();
      },
      readFault(error) {
        const ofFile = /^E(NOENT|NOTDIR|ACCES|PERM|ISDIR)$/.test(readError(error).code);
        return ofFile ? readFileFault(error, fileOf() ?? '') : readSdkFault(error);
      },
    },
    options,
  );
}
