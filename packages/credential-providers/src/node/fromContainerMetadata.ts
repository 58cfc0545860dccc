import type { CredentialProvider } from '@valetkey/core';
import { createNodeProvider } from './createNodeProvider.ts';
import { linkError } from './linkError.ts';
import { loadSdk, silentLogger } from './loadSdk.ts';
import { METADATA_REQUEST_TIMEOUT_MS, METADATA_TIMEOUT_MS, readMetadataFault, type MetadataServiceOptions } from './metadataService.ts';

const RELATIVE_URI = 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI';
const FULL_URI = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';

/**
 * Takes the credentials of a container's role: of an ECS task, or of an EKS pod with Pod Identity. The container's
 * environment says where they are. The SDK's `fromHttp` is asked, which knows both; its `fromContainerMetadata` knows ECS alone.
 *
 * The provider it returns rejects with `CREDENTIALS_NOT_FOUND` outside such containers, `CREDENTIALS_MISSING`, `SERVICE_REFUSED`,
 * `INVALID_OPTION`, `PEER_MISSING`, or what passes by itself: `NETWORK`, `TIMEOUT`, `THROTTLED`, `SERVICE_UNAVAILABLE`.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export function fromContainerMetadata(options: MetadataServiceOptions = {}): CredentialProvider {
  return createNodeProvider(
    {
      name: 'fromContainerMetadata',
      source: 'container-metadata',
      async ask() {
        if (!process.env[RELATIVE_URI] && !process.env[FULL_URI]) {
          const detail = `Neither ${RELATIVE_URI} nor ${FULL_URI} is set: this is no container with a role, or it has none.`;
          throw linkError('fromContainerMetadata', { code: 'CREDENTIALS_NOT_FOUND', detail });
        }
        const sdk = await loadSdk();
        const { requestTimeoutMs = METADATA_REQUEST_TIMEOUT_MS, maxRetries = 0 } = options;
        return sdk.fromHttp({ timeout: requestTimeoutMs, maxRetries, logger: silentLogger })();
      },
      readFault: (error) => readMetadataFault(error, { notFound: 'The metadata service knows no role of this container.' }),
    },
    options,
    METADATA_TIMEOUT_MS,
  );
}
