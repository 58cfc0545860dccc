import { isCredentialsError, type CredentialProvider } from '@valetkey/core';
import { fromChain } from '../credentials/fromChain.ts';
import { fromContainerMetadata } from './fromContainerMetadata.ts';
import { fromEnv } from './fromEnv.ts';
import { fromIni, type IniOptions } from './fromIni.ts';
import { fromInstanceMetadata } from './fromInstanceMetadata.ts';
import { fromProcess } from './fromProcess.ts';
import { fromSSO } from './fromSSO.ts';
import { fromTokenFile } from './fromTokenFile.ts';
import { linkError, readLinkError } from './linkError.ts';
import { defined } from './sharedFiles.ts';

/** What {@link fromNodeProviderChain} takes, for each of its links; `timeoutMs` is what one link may take. */
export type NodeProviderChainOptions = IniOptions;

/**
 * Looks for the process's credentials wherever they may be, in the order of SDK v2: environment variables (`AWS_…`, `AMAZON_…`),
 * SSO, a profile of the shared files, the container's role, a `credential_process`, a web identity token file, and last the
 * role of the EC2 instance. It goes on only where there is nothing; what is there and broken is an error. Unlike SDK v3 it
 * takes keys in the environment also where `AWS_PROFILE` is set.
 *
 * The provider it returns rejects with `CHAIN_EXHAUSTED`, which says why each link was skipped, or as the link does that ended it.
 * @see https://docs.aws.amazon.com/sdk-for-javascript/v2/developer-guide/setting-credentials-node.html
 */
export function fromNodeProviderChain(options: NodeProviderChainOptions = {}): CredentialProvider {
  const { timeoutMs, clock, clientConfig } = options;
  const timing = defined({ timeoutMs, clock });
  const chain = fromChain(
    fromEnv(timing),
    fromEnv({ ...timing, prefix: 'AMAZON' }),
    fromSSO(options),
    fromIni(options),
    fromContainerMetadata(timing),
    fromProcess(options),
    fromTokenFile({ ...timing, ...defined({ clientConfig }) }),
    whereThereIsOne(fromInstanceMetadata(timing)),
  );

  const provide: CredentialProvider = (request) =>
    chain(request).catch((error: unknown) => {
      throw explain(error);
    });
  return Object.assign(provide, { source: 'node-provider-chain', timeoutMs: chain.timeoutMs });
}

/** On most machines nobody answers where an instance's metadata service would be: that is nothing to offer, and no outage. */
function whereThereIsOne(provider: CredentialProvider): CredentialProvider {
  const provide: CredentialProvider = (request) =>
    provider(request).catch((error: unknown) => {
      if (!isCredentialsError(error) || !error.retryable) throw error;
      throw linkError('fromInstanceMetadata', { code: 'CREDENTIALS_NOT_FOUND', detail: readLinkError(error)?.detail ?? error.code });
    });
  return Object.assign(provide, { source: provider.source });
}

function explain(error: unknown): unknown {
  if (!isCredentialsError(error) || error.code !== 'CHAIN_EXHAUSTED' || !(error.cause instanceof AggregateError)) return error;
  const reasons = error.cause.errors.flatMap((skipped: object) => readLinkError(skipped) ?? []).map(({ link, detail }) => `- ${link}: ${detail}`);
  return linkError('fromNodeProviderChain', { code: 'CHAIN_EXHAUSTED', detail: ['Skipped', ...reasons].join('\n') }, error.cause);
}
