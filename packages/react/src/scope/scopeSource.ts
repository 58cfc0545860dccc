import {
  CredentialsError,
  type ClientOptions,
  type CredentialProvider,
  type CredentialScopeRequest,
  type CredentialStore,
  type Policy,
  type ServiceOptions,
} from '@valetkey/core';

/** Another store, made once with `createCredentialStore` outside components. The scope starts and stops it. */
interface StoreScope {
  readonly credentials: CredentialStore;
}

/** Another way to obtain credentials, made once outside components. The scope has a store of its own for it. */
interface ProviderScope {
  readonly provider: CredentialProvider;
}

/** Less than the credentials around the scope give. */
interface PolicyScope extends Duration {
  /** What may be done at most: AWS denies what it does not allow. At most 2,048 characters as JSON. */
  readonly policy: Policy;
  /** Managed policies that say what may be done at most, by ARN. At most 10. */
  readonly policyArns?: readonly string[] | undefined;
}

/** The same by managed policies alone. */
interface ManagedPolicyScope extends Duration {
  readonly policyArns: readonly string[];
}

/** Another role, assumed with the credentials around the scope, and less than it allows where a policy says so. */
interface RoleScope extends Duration {
  readonly roleArn: string;
  readonly policy?: Policy | undefined;
  readonly policyArns?: readonly string[] | undefined;
}

interface Duration {
  /** How long the credentials live, seconds: 900–43,200 as far as the role allows. Default: the service's, 3,600. */
  readonly durationSeconds?: number | undefined;
}

/** The credentials around the scope, with other client options. */
type OptionsScope = { readonly clientDefaults: ScopeClientOptions } | { readonly services: ServiceOptions };

/** Client options as a scope takes them: credentials have props of their own. */
export type ScopeClientOptions = ClientOptions & { readonly credentials?: never };

type SourceName = keyof StoreScope | keyof ProviderScope | keyof RoleScope;

/** One alternative, without the props of the others. */
type Only<Alternative> = Alternative & { readonly [Name in Exclude<SourceName, keyof Alternative>]?: never };

/** Where the credentials inside a scope come from: one of these. */
export type ScopeSource =
  | Only<StoreScope>
  | Only<ProviderScope>
  | Only<PolicyScope>
  | Only<ManagedPolicyScope>
  | Only<RoleScope>
  | Only<OptionsScope>;

const SOURCE_NAMES: readonly SourceName[] = ['credentials', 'provider', 'policy', 'policyArns', 'roleArn', 'durationSeconds'];

/** What a scope's props come to: the caller's store, a provider to make one for, or what is left of the credentials around. */
export interface ScopeReading {
  readonly credentials: CredentialStore | undefined;
  readonly provider: CredentialProvider | undefined;
  readonly narrowed: CredentialScopeRequest | undefined;
}

/**
 * Reads where a scope's credentials come from. It checks what the types say as well: a scope that was meant to give less
 * must not turn out to give everything.
 * @throws CredentialsError `INVALID_OPTION`.
 */
export function readScopeSource(source: ScopeSource): ScopeReading {
  const { credentials, provider, policy, policyArns, roleArn, durationSeconds } = source;
  const narrows = policy !== undefined || policyArns !== undefined || roleArn !== undefined;
  const ways = [credentials !== undefined, provider !== undefined, narrows].filter(Boolean).length;
  const given = SOURCE_NAMES.filter((name) => name in source);
  if (ways > 1) refuse(`${given.join(' and ')} exclude each other: nest one scope in another.`);
  if (ways === 0 && given.length > 0) refuse(`${given.join(' and ')} of a scope is undefined.`);
  if (durationSeconds !== undefined && !narrows) refuse('durationSeconds needs a policy or a roleArn.');
  if (credentials !== undefined && typeof credentials.getCredentials !== 'function') refuse('credentials is no credential store.');
  if (provider !== undefined && typeof provider !== 'function') refuse('provider is no function.');
  return { credentials, provider, narrowed: narrows ? { policy, policyArns, roleArn, durationSeconds } : undefined };
}

function refuse(detail: string): never {
  throw new CredentialsError('INVALID_OPTION', { detail });
}
