import type { CredentialProvider } from '@valetkey/core';
import { createNodeProvider } from './createNodeProvider.ts';
import { linkError } from './linkError.ts';
import { loadSdk, silentLogger } from './loadSdk.ts';
import { METADATA_REQUEST_TIMEOUT_MS, METADATA_TIMEOUT_MS, readMetadataFault, type MetadataServiceOptions } from './metadataService.ts';
import { readError } from './readSdkFault.ts';

/** What {@link fromInstanceMetadata} takes. */
export interface InstanceMetadataOptions extends MetadataServiceOptions {
  /** Ask the service in its second version only, which needs a token. Default: as the environment and the shared files say. */
  readonly ec2MetadataV1Disabled?: boolean;
}

/**
 * Takes the credentials of the role of the EC2 instance this runs on. `AWS_EC2_METADATA_SERVICE_ENDPOINT` says where the service
 * is, `AWS_EC2_METADATA_DISABLED` that it must not be asked. Their expiry is the one the service names: the SDK would push
 * it out while the service has nothing newer.
 *
 * The provider it returns rejects with `CREDENTIALS_NOT_FOUND` where the instance has no role, `CREDENTIALS_MISSING`,
 * `SERVICE_REFUSED`, `PEER_MISSING`, or what passes by itself: `NETWORK`, `TIMEOUT`, `THROTTLED`, `SERVICE_UNAVAILABLE`.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html
 */
export function fromInstanceMetadata(options: InstanceMetadataOptions = {}): CredentialProvider {
  return createNodeProvider(
    {
      name: 'fromInstanceMetadata',
      source: 'instance-metadata',
      async ask() {
        const disabled = process.env['AWS_EC2_METADATA_DISABLED'];
        if (disabled && disabled !== 'false') {
          throw linkError('fromInstanceMetadata', { code: 'CREDENTIALS_NOT_FOUND', detail: 'AWS_EC2_METADATA_DISABLED is set.' });
        }
        const sdk = await loadSdk();
        const { requestTimeoutMs = METADATA_REQUEST_TIMEOUT_MS, maxRetries = 0, ec2MetadataV1Disabled = false } = options;
        // Made anew for each call: it keeps what it has had, and gives that again in place of an error.
        const provide = sdk.fromInstanceMetadata({ timeout: requestTimeoutMs, maxRetries, ec2MetadataV1Disabled, logger: silentLogger });
        const given: { readonly expiration?: Date; readonly originalExpiration?: Date } = await provide();
        return { ...given, expiration: given.originalExpiration ?? given.expiration };
      },
      readFault(error) {
        const fault = readMetadataFault(error, { notFound: 'This instance has no role: attach an instance profile to it.' });
        // Its token came too late, so that the first version was asked, which is off. The next attempt gets another.
        if (fault.code === 'SERVICE_REFUSED' && readError(error).statusCode === 401) return { ...fault, code: 'SERVICE_UNAVAILABLE' };
        const unreachable = fault.code === 'TIMEOUT' || fault.code === 'NETWORK';
        if (unreachable) return { ...fault, detail: `${fault.detail} Is this an EC2 instance?` };
        // User guide of EC2, responses of the metadata service: 403 is what it answers when it is switched off.
        const isOff = readError(error).statusCode === 403;
        return isOff ? { ...fault, detail: `${fault.detail} It is switched off, or this is no EC2 instance: then set AWS_EC2_METADATA_DISABLED=true.` } : fault;
      },
    },
    options,
    METADATA_TIMEOUT_MS,
  );
}
