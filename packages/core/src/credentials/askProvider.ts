import type { Clock } from '../clock.ts';
import { CredentialsError } from '../errors/credentialsError.ts';
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
  const answer = new Promise<ProvidedCredentials>((resolve, reject) => {
    const cancelDeadline = options.clock.setTimer(() => {
      controller.abort(new CredentialsError('TIMEOUT', { detail: 'The credential provider did not answer.' }));
    }, options.timeoutMs);
    controller.signal.addEventListener('abort', () => {
      cancelDeadline();
      reject(controller.signal.reason as CredentialsError);
    });
    const settle = <Value>(then: (value: Value) => void) => (value: Value) => {
      cancelDeadline();
      then(value);
    };
    // The executor turns a provider that throws instead of rejecting into a rejection.
    new Promise<ProvidedCredentials>((start) => {
      start(provider({ ...request, signal: controller.signal }));
    }).then(settle(resolve), settle(reject));
  });
  return { answer, abort: () => controller.abort(new CredentialsError('ABORTED')) };
}
