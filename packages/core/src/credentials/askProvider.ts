import type { Clock } from '../clock.ts';
import { withDeadline } from '../withDeadline.ts';
import type { ProvidedCredentials } from './awsCredentials.ts';
import type { CredentialProvider, CredentialRequest } from './credentialProvider.ts';

/** One question to a provider: its answer, and a way to give it up. */
export interface ProviderAttempt {
  /** Settles with the answer, or rejects: `TIMEOUT` past the deadline, `ABORTED` when given up, else as the provider did. */
  readonly answer: Promise<ProvidedCredentials>;
  readonly abort: () => void;
}

/**
 * Asks a provider once, and never longer than `timeoutMs`: a provider that hangs is told so by its signal and left behind.
 */
export function askProvider(
  provider: CredentialProvider,
  request: Omit<CredentialRequest, 'signal'>,
  options: { readonly clock: Clock; readonly timeoutMs: number },
): ProviderAttempt {
  const controller = new AbortController();
  return {
    answer: withDeadline(options.clock, options.timeoutMs, controller.signal, (signal) => provider({ ...request, signal })),
    abort: () => controller.abort(),
  };
}
