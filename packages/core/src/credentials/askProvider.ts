import type { Clock } from '../clock.ts';
import { CredentialsError } from '../errors/credentialsError.ts';
import type { ErrorCode } from '../errors/errorText.ts';
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
  const { signal } = controller;
  const giveUp = (code: ErrorCode): void => controller.abort(new CredentialsError(code));
  const cancelDeadline = options.clock.setTimer(() => giveUp('TIMEOUT'), options.timeoutMs);
  const givenUp = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as CredentialsError));
  });
  // Asked inside an async function: a provider that throws instead of rejecting is caught as well.
  const asked = (async () => provider({ ...request, signal }))();
  return { answer: Promise.race([asked, givenUp]).finally(cancelDeadline), abort: () => giveUp('ABORTED') };
}
