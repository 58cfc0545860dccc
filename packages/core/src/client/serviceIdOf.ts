import type { AwsClientClass } from './awsClient.ts';
import { constructClient } from './constructClient.ts';

const serviceIds = new WeakMap<AwsClientClass, string>();

/** The SDK's own id of a client class's service, e.g. `'S3'`. It is known to instances only, so one is made and dropped. */
export function serviceIdOf(clientClass: AwsClientClass): string {
  let serviceId = serviceIds.get(clientClass);
  if (serviceId === undefined) {
    const probe = constructClient(clientClass, { region: 'us-east-1' });
    serviceId = String((probe.config as { readonly serviceId?: unknown }).serviceId);
    probe.destroy();
    serviceIds.set(clientClass, serviceId);
  }
  return serviceId;
}
