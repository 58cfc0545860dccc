import type { AwsCredentialProvider } from '../credentials/credentialStore.ts';

/** The part of an AWS SDK v3 client that Valet Key uses, declared structurally so that core needs no SDK types. */
export interface AwsClient {
  readonly config: object;
  readonly middlewareStack: object;
  destroy(): void;
}

/** The constructor of an AWS SDK v3 client, e.g. `S3Client`. */
// `never` lets every constructor in, whatever config type it takes: what it takes is read off by AwsClientConfig.
export type AwsClientClass<Client extends AwsClient = AwsClient> = new (...options: never) => Client;

/** The options the constructor of a client class takes, e.g. `S3ClientConfig` for `typeof S3Client`. */
export type AwsClientConfig<Class> = Class extends new (...options: infer Options) => unknown
  ? FirstOf<Options>
  : never;

// Clients whose config is optional declare `[] | [config]`: the union is taken apart member by member.
type FirstOf<Options> = Options extends readonly [infer Config, ...unknown[]] ? Config : never;

/** Options for clients of any service. What one service's client takes beyond these may be given as well. */
export interface ClientOptions {
  readonly region?: string;
  readonly endpoint?: string;
  readonly maxAttempts?: number;
  readonly credentials?: AwsCredentialProvider;
  readonly [option: string]: unknown;
}

/**
 * The client classes of services whose options are to be checked wherever they are set. Empty until an app adds its own:
 *
 *     declare module '@valetkey/core' {
 *       interface ServiceClients {
 *         S3: typeof S3Client;
 *       }
 *     }
 */
export interface ServiceClients {}

/**
 * Options per service, by the SDK's own service id: `{ S3: { forcePathStyle: true } }`. Those of services in
 * {@link ServiceClients} must have the types that the client class gives them.
 */
export type ServiceOptions = Readonly<Record<string, ClientOptions>> & {
  readonly [ServiceId in keyof ServiceClients]?: Partial<AwsClientConfig<ServiceClients[ServiceId]>>;
};
