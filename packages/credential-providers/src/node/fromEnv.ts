import type { CredentialProvider } from '@valetkey/core';
import { createNodeProvider, type GivenCredentials, type NodeProviderOptions } from './createNodeProvider.ts';
import { linkError } from './linkError.ts';
import { readSdkFault } from './readSdkFault.ts';

/** Environment variables by name. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** What {@link fromEnv} takes. */
export interface EnvOptions extends NodeProviderOptions {
  /** What the names begin with: `AWS` for `AWS_ACCESS_KEY_ID`. SDK v2 also knew `AMAZON`. Default `'AWS'`. */
  readonly prefix?: string;
  /** Default: this process's own. */
  readonly env?: EnvironmentVariables;
}

/**
 * Takes credentials from environment variables: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and, where there are any,
 * `AWS_SESSION_TOKEN`, `AWS_CREDENTIAL_EXPIRATION`, `AWS_CREDENTIAL_SCOPE` and `AWS_ACCOUNT_ID`. They are read at each call.
 * In a Lambda function these are the credentials of its execution role.
 *
 * The provider it returns rejects with `CREDENTIALS_NOT_FOUND` or `CREDENTIALS_MISSING`.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html
 */
export function fromEnv(options: EnvOptions = {}): CredentialProvider {
  const { prefix = 'AWS', env = process.env } = options;
  return createNodeProvider(
    { name: 'fromEnv', source: 'environment', ask: async () => readVariables(prefix, env), readFault: readSdkFault },
    options,
  );
}

function readVariables(prefix: string, env: EnvironmentVariables): GivenCredentials {
  const accessKeyId = env[`${prefix}_ACCESS_KEY_ID`];
  const secretAccessKey = env[`${prefix}_SECRET_ACCESS_KEY`];
  const expiration = env[`${prefix}_CREDENTIAL_EXPIRATION`];
  const names = [!accessKeyId && `${prefix}_ACCESS_KEY_ID`, !secretAccessKey && `${prefix}_SECRET_ACCESS_KEY`].filter((name) => name !== false);
  if (names.length === 2) throw linkError('fromEnv', { code: 'CREDENTIALS_NOT_FOUND', detail: `Set ${names.join(' and ')}.` });
  // Half of a pair was meant to be one: looking elsewhere would hide the mistake.
  if (names.length === 1) {
    throw linkError('fromEnv', { code: 'CREDENTIALS_MISSING', detail: `Set ${names.join()} as well: only the other half of the pair is set.` });
  }
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken: env[`${prefix}_SESSION_TOKEN`],
    expiration: expiration ? new Date(expiration) : undefined,
    credentialScope: env[`${prefix}_CREDENTIAL_SCOPE`],
    accountId: env[`${prefix}_ACCOUNT_ID`],
  };
}
