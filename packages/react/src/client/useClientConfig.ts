'use client';

import {
  explainClientConfig,
  serviceIdOf,
  type AwsClientClass,
  type AwsClientConfig,
  type ClientOptions,
  type ExplainedConfig,
} from '@valetkey/core';
import { useMemo } from 'react';
import { useCredentialsContext } from '../provider/credentialsContext.ts';
import { useStableOptions } from '../provider/useStableOptions.ts';

/**
 * Explains what `useClient` with the same arguments would be made with here: each option's value and the level that set
 * it. `useClientConfig(S3Client).region` is `{ value: 'eu-west-1', level: 'provider' }`. Credentials are told by the name of
 * their source; an option that is missing is set nowhere and has the client's own default.
 * @param config - As in `useClient`.
 * @returns The same object until a value or a level changes.
 * @throws CredentialsError `PROVIDER_MISSING`, `UNKNOWN_SERVICE`.
 */
export function useClientConfig<Class extends AwsClientClass>(
  clientClass: Class,
  config?: Partial<AwsClientConfig<Class>>,
): ExplainedConfig<AwsClientConfig<Class>> {
  const { clientLevels } = useCredentialsContext();
  const own = useStableOptions(config as ClientOptions | undefined);
  const explained = useMemo(
    () => explainClientConfig(serviceIdOf(clientClass), { ...clientLevels, own }),
    [clientClass, clientLevels, own],
  );
  return useStableOptions(explained as ExplainedConfig<AwsClientConfig<Class>>);
}
