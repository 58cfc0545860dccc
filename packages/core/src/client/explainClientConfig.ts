import type { AwsCredentialProvider } from '../credentials/credentialStore.ts';
import { rankLevels, type ClientConfigLevels } from './resolveClientConfig.ts';

/**
 * Where a client's option was set, highest first: by the hook itself, by a scope that names the service, by the provider's
 * `services`, by a scope for every service, by the provider's `credentials` and `clientDefaults`.
 */
export type ClientConfigLevel = 'hook' | 'service-scope' | 'service' | 'scope' | 'provider';

/** One option of a client, and where it was set. */
export interface ExplainedOption<Value> {
  readonly value: Value;
  readonly level: ClientConfigLevel;
}

/** Options whose values are secrets, or give some: told by name, never by value. */
export type SecretOption = 'credentials' | 'token' | 'apiKey';

/** Every option that some level sets; what none sets is the client's own default. */
export type ExplainedConfig<Config> = {
  readonly [Option in keyof Config]?: ExplainedOption<Option extends SecretOption ? string : Exclude<Config[Option], undefined>>;
};

/** What is told of a secret that has no name. */
export const HIDDEN_VALUE = 'hidden';

// As `rankLevels` has them.
const LOWEST_FIRST: readonly ClientConfigLevel[] = ['provider', 'provider', 'scope', 'service', 'service-scope', 'hook'];

/**
 * Tells of each option of one client what it is and which level set it. Credentials are told by the name of their source,
 * e.g. `'cognito-identity-pool'`; no secret is in the result.
 * @param serviceId - The SDK's own id of the service, e.g. `'S3'`.
 * @throws CredentialsError `UNKNOWN_SERVICE` when a level spells this id in another way.
 */
export function explainClientConfig(serviceId: string, levels: ClientConfigLevels): ExplainedConfig<Readonly<Record<string, unknown>>> {
  const explained: Record<string, ExplainedOption<unknown>> = {};
  rankLevels(serviceId, levels).forEach((options, rank) => {
    const level = LOWEST_FIRST[rank];
    if (level === undefined) return;
    for (const [option, value] of Object.entries(options ?? {})) {
      if (value !== undefined) explained[option] = { value: withoutSecrets(option, value), level };
    }
  });
  return explained;
}

function withoutSecrets(option: string, value: unknown): unknown {
  switch (option as SecretOption) {
    case 'credentials':
      return (value as AwsCredentialProvider).store?.origin.source ?? 'custom';
    case 'token':
    case 'apiKey':
      return HIDDEN_VALUE;
    default:
      return value;
  }
}
