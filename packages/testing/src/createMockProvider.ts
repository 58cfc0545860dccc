import {
  CredentialsError,
  type Clock,
  type CredentialProvider,
  type CredentialRequest,
  type IdentitySource,
  type ProvidedCredentials,
} from '@valetkey/core';
import { createMockCredentials } from './createMockCredentials.ts';

/** How a mock provider answers one call: with credentials, by failing, or with whatever a function returns. */
export type MockAnswer =
  | ProvidedCredentials
  | Error
  | ((request: CredentialRequest) => ProvidedCredentials | Promise<ProvidedCredentials>);

/** What a mock provider is made from. */
export interface MockProviderOptions {
  /** Tells when credentials expire; give the clock that the store has. */
  readonly clock: Clock;
  /** Lifetime of the credentials it makes up, ms. Default 3 600 000, the identity pool's hour. */
  readonly lifetimeMs?: number;
  /** Default `'mock'`. */
  readonly source?: string;
  readonly identity?: IdentitySource;
}

/** A credential provider that follows a script and remembers who asked. */
export interface MockProvider extends CredentialProvider {
  /** Every call so far, oldest first. */
  readonly calls: readonly CredentialRequest[];
  /** Answers the next calls so, one each; after them the provider answers as before. */
  readonly answerNext: (...answers: readonly MockAnswer[]) => void;
  /** Answers every call so that `answerNext` leaves open; `undefined` returns to made-up credentials. */
  readonly answerAlways: (answer: MockAnswer | undefined) => void;
  /** Keeps every call from now on waiting until the function it returns is called. */
  readonly hold: () => () => void;
}

/** The lifetime of credentials from an identity pool, ms. */
export const MOCK_LIFETIME_MS = 3_600_000;

/**
 * Makes a provider for tests. Unless scripted otherwise, each call gives new credentials, distinguishable by access key
 * (`…0001`, `…0002`), that expire `lifetimeMs` later.
 */
export function createMockProvider(options: MockProviderOptions): MockProvider {
  const { clock, lifetimeMs = MOCK_LIFETIME_MS, source = 'mock' } = options;
  const calls: CredentialRequest[] = [];
  const scripted: MockAnswer[] = [];
  let standing: MockAnswer | undefined;
  let barrier: Promise<void> | undefined;

  const provide = async (request: CredentialRequest = {}): Promise<ProvidedCredentials> => {
    const number = calls.push(request);
    const answer = scripted.shift() ?? standing;
    await Promise.race([whenAborted(request.signal), barrier]);
    if (answer === undefined) return createMockCredentials(number, clock.now() + lifetimeMs);
    if (answer instanceof Error) throw answer;
    return typeof answer === 'function' ? answer(request) : answer;
  };

  return Object.assign(provide, {
    source,
    ...(options.identity === undefined ? {} : { identity: options.identity }),
    calls,
    answerNext(...answers: readonly MockAnswer[]) {
      scripted.push(...answers);
    },
    answerAlways(answer: MockAnswer | undefined) {
      standing = answer;
    },
    hold() {
      let release: () => void = () => undefined;
      barrier = new Promise((resolve) => {
        release = () => {
          barrier = undefined;
          resolve();
        };
      });
      return release;
    },
  });
}

/** Rejects when the caller gives up; never settles otherwise. */
function whenAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const giveUp = (): void => reject(new CredentialsError('ABORTED'));
    if (signal?.aborted === true) giveUp();
    signal?.addEventListener('abort', giveUp, { once: true });
  });
}
