import type { ClientOptions, ServiceOptions } from './awsClient.ts';
import { mergeOptions, type ClientConfigLevels } from './resolveClientConfig.ts';

/** What one scope sets for everything inside it. */
export interface ClientScope {
  /** The services it is for, by the SDK's own ids. `undefined`: every service. */
  readonly serviceIds?: readonly string[] | undefined;
  /** For each of them. */
  readonly options?: ClientOptions | undefined;
  /** Per service, by the SDK's own id. */
  readonly services?: ServiceOptions | undefined;
}

/**
 * The levels inside a scope, of those around it. A scope for every service is a level below the provider's `services`, one
 * that names services a level above them; of several on the same level the nearest wins, option by option.
 */
export function enterScope(levels: ClientConfigLevels, { serviceIds, options, services = {} }: ClientScope): ClientConfigLevels {
  const scopeServices: Record<string, ClientOptions> = { ...levels.scopeServices };
  for (const id of new Set([...(serviceIds ?? []), ...Object.keys(services)])) {
    const ofService = serviceIds?.includes(id) ? options : undefined;
    scopeServices[id] = mergeOptions([scopeServices[id], ofService, services[id]]);
  }
  const scope = serviceIds === undefined ? mergeOptions([levels.scope, options]) : levels.scope;
  return { ...levels, scope, scopeServices };
}
