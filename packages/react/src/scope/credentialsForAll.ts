import type { AwsCredentialProvider, ClientConfigLevels } from '@valetkey/core';

/** What clients of services sign with that no level names. */
export function credentialsForAll({ scope, defaults, credentials }: ClientConfigLevels): AwsCredentialProvider | undefined {
  return scope?.credentials ?? defaults?.credentials ?? credentials;
}
