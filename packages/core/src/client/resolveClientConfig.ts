import { CredentialsError } from '../errors/credentialsError.ts';
import type { ClientOptions } from './awsClient.ts';

/** The levels at which client options are set, highest first. */
export interface ClientConfigLevels {
  /** What one hook asks for. */
  readonly own?: ClientOptions | undefined;
  /** Per service, by the SDK's service id: `{ S3: { forcePathStyle: true } }`. */
  readonly services?: Readonly<Record<string, ClientOptions>> | undefined;
  /** For every client. */
  readonly defaults?: ClientOptions | undefined;
}

/**
 * Resolves the options of one client: each comes from the highest level that sets it. An option set to `undefined` counts
 * as not set.
 * @param serviceId - The SDK's own id of the service, e.g. `'S3'`.
 * @throws CredentialsError `UNKNOWN_SERVICE` when `services` spells this id in another way, so its settings would be lost.
 */
export function resolveClientConfig(serviceId: string, levels: ClientConfigLevels): ClientOptions {
  checkServiceIds(levels.services, serviceId);
  const resolved: Record<string, unknown> = {};
  for (const level of [levels.defaults, levels.services?.[serviceId], levels.own]) {
    for (const [option, value] of Object.entries(level ?? {})) {
      if (value !== undefined) resolved[option] = value;
    }
  }
  return resolved;
}

/**
 * Finds misspelt service ids: `s3`, `DynamoDb` or `S3Client` for what the SDK calls `S3`, `DynamoDB`.
 * @param serviceId - The id of a service in use; without it only what is wrong for any service is found.
 * @throws CredentialsError `UNKNOWN_SERVICE`.
 */
export function checkServiceIds(services: ClientConfigLevels['services'], serviceId?: string): void {
  for (const key of Object.keys(services ?? {})) {
    if (key === serviceId) continue;
    const named = key.replace(/Client$/, '');
    const meant = serviceId !== undefined && plain(named) === plain(serviceId) ? serviceId : named;
    if (meant !== key) throw new CredentialsError('UNKNOWN_SERVICE', { detail: `"${key}" should be "${meant}".` });
  }
}

function plain(id: string): string {
  return id.replace(/[^a-z0-9]/gi, '').toLowerCase();
}
