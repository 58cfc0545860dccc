import type { CredentialProvider } from '@valetkey/core';
import { createNodeProvider, type NodeProviderOptions } from './createNodeProvider.ts';
import { loadSdk, silentLogger } from './loadSdk.ts';
import { readAnew, readProfileFault, type SharedFilesOptions } from './sharedFiles.ts';

/** What {@link fromProcess} takes. */
export interface ProcessOptions extends SharedFilesOptions, NodeProviderOptions {}

/**
 * Takes credentials from what a command prints: the `credential_process` of a profile. It runs at each call, never twice at
 * once. What it prints is never quoted.
 *
 * The provider it returns rejects with `CREDENTIALS_NOT_FOUND` where the profile names no command, `SERVICE_UNAVAILABLE` where
 * it fails, `CREDENTIALS_MISSING` where it prints something else, `CREDENTIALS_EXPIRED`, `TIMEOUT` or `PEER_MISSING`.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */
export function fromProcess(options: ProcessOptions = {}): CredentialProvider {
  return createNodeProvider(
    {
      name: 'fromProcess',
      source: 'process',
      async ask() {
        const sdk = await loadSdk();
        return sdk.fromProcess({ ...readAnew(options), logger: silentLogger })();
      },
      readFault: (error) => readProfileFault(error, options, 'credential_process'),
    },
    options,
  );
}
