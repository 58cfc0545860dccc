import type { AwsCredentialProvider } from '../credentials/credentialStore.ts';
import { CredentialsError } from '../errors/credentialsError.ts';
import type { ClientOptions, ServiceOptions } from './awsClient.ts';

/** The levels at which client options are set, highest first. */
export interface ClientConfigLevels {
  /** What one hook asks for. */
  readonly own?: ClientOptions | undefined;
  /** What the scopes around the hook say of single services; of several that name a service, the nearest. */
  readonly scopeServices?: ServiceOptions | undefined;
  /** What the provider says of single services: `{ S3: { forcePathStyle: true } }`. */
  readonly services?: ServiceOptions | undefined;
  /** What the scopes around the hook say of every service; of several, the nearest. */
  readonly scope?: ClientOptions | undefined;
  /** What the provider says of every service. */
  readonly defaults?: ClientOptions | undefined;
  /** The provider's credentials, where no level names others. */
  readonly credentials?: AwsCredentialProvider | undefined;
}

/**
 * Resolves the options of one client: each comes from the highest level that sets it. An option set to `undefined` counts
 * as not set.
 * @param serviceId - The SDK's own id of the service, e.g. `'S3'`.
 * @throws CredentialsError `UNKNOWN_SERVICE` when a level spells this id in another way, so its settings would be lost.
 */
export function resolveClientConfig(serviceId: string, levels: ClientConfigLevels): ClientOptions {
  return mergeOptions(rankLevels(serviceId, levels));
}

/**
 * Resolves the options of what signs requests without a client. A scope may name the service as it is signed, e.g.
 * `'execute-api'`: such names are no service ids, so nothing is checked.
 * @param service - The name the service is signed with.
 */
export function resolveSignerConfig(service: string, levels: ClientConfigLevels): ClientOptions {
  const { credentials, defaults, scope, services, scopeServices } = levels;
  return mergeOptions([credentials && { credentials }, defaults, scope, services?.[service], scopeServices?.[service]]);
}

/**
 * What each level says of one service, lowest first: the provider's credentials, its `clientDefaults`, scopes for every
 * service, the provider's `services`, scopes for this service, the hook.
 * @throws CredentialsError `UNKNOWN_SERVICE`.
 */
export function rankLevels(serviceId: string, levels: ClientConfigLevels): readonly (ClientOptions | undefined)[] {
  const { credentials, defaults, scope, services, scopeServices, own } = levels;
  checkServiceIds({ ...services, ...scopeServices }, serviceId);
  return [credentials && { credentials }, defaults, scope, services?.[serviceId], scopeServices?.[serviceId], own];
}

/** One set of options of several, each option from the last that sets it. */
export function mergeOptions(lowestFirst: readonly (ClientOptions | undefined)[]): ClientOptions {
  const merged: Record<string, unknown> = {};
  for (const options of lowestFirst) {
    for (const [option, value] of Object.entries(options ?? {})) {
      if (value !== undefined) merged[option] = value;
    }
  }
  return merged;
}

/**
 * Finds misspelt service ids: `s3`, `DynamoDb` or `S3Client` for what the SDK calls `S3`, `DynamoDB`.
 * @param serviceId - The id of a service in use; without it only what is wrong for any service is found.
 * @throws CredentialsError `UNKNOWN_SERVICE`.
 */
export function checkServiceIds(services: ServiceOptions | undefined, serviceId?: string): void {
  for (const key of Object.keys(services ?? {})) {
    const named = key.replace(/Client$/, '');
    const meant = plain(named) === plain(serviceId) ? serviceId : named;
    if (meant !== key) throw new CredentialsError('UNKNOWN_SERVICE', { detail: `"${key}" should be "${meant}".` });
  }
}

function plain(id = ''): string {
  return id.replace(/[^a-z0-9]/gi, '').toLowerCase();
}
