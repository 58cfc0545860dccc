import type { AwsClient, AwsClientClass, ClientOptions } from './awsClient.ts';

/** Makes a client. What its class takes has been checked by the types of whoever gave the options. */
export function constructClient<Client extends AwsClient>(clientClass: AwsClientClass<Client>, config: ClientOptions): Client {
  return new (clientClass as unknown as new (config: ClientOptions) => Client)(config);
}
