import {
  CredentialsError,
  type Clock,
  type CredentialProvider,
  type CredentialRequest,
  type CredentialScopeRequest,
  type HeldCredentials,
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
  /** Whether it can give less, for scopes. Default `false`, as fixed keys. */
  readonly narrows?: boolean;
  /** The number that the first of the credentials it makes up has in its access key. Default 1. */
  readonly firstNumber?: number;
}

/** A provider that a mock provider made for a scope, and what the scope asked for. */
export interface NarrowedMock {
  readonly scope: CredentialScopeRequest;
  /** Where the wider credentials come from. */
  readonly held: HeldCredentials | CredentialProvider;
  readonly provider: MockProvider;
}

/** A credential provider that follows a script and remembers who asked. */
export interface MockProvider extends CredentialProvider {
  /** Every call so far, oldest first. */
  readonly calls: readonly CredentialRequest[];
  /** What scopes have asked for so far, oldest first. Their providers begin with the standing answer of this one. */
  readonly narrowed: readonly NarrowedMock[];
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
 * (`…0001`, `…0002`; those of its first scope `…1001`, `…1002`), that expire `lifetimeMs` later.
 */
export function createMockProvider(options: MockProviderOptions): MockProvider {
  const { clock, lifetimeMs = MOCK_LIFETIME_MS, source = 'mock', firstNumber = 1 } = options;
  const calls: CredentialRequest[] = [];
  const narrowed: NarrowedMock[] = [];
  const scripted: MockAnswer[] = [];
  let standing: MockAnswer | undefined;
  let barrier: Promise<void> | undefined;

  const provide = async (request: CredentialRequest = {}): Promise<ProvidedCredentials> => {
    const number = calls.push(request) + firstNumber - 1;
    const answer = scripted.shift() ?? standing;
    await Promise.race([whenAborted(request.signal), barrier]);
    if (answer === undefined) return createMockCredentials(number, clock.now() + lifetimeMs);
    if (answer instanceof Error) throw answer;
    return typeof answer === 'function' ? answer(request) : answer;
  };

  const narrow: NonNullable<CredentialProvider['narrow']> = (scope, held) => {
    const firstOfScope = firstNumber + 1_000 * (narrowed.length + 1);
    const narrower = createMockProvider({ ...options, source: `${source}, narrowed`, firstNumber: firstOfScope });
    narrower.answerAlways(standing);
    narrowed.push({ scope, held, provider: narrower });
    return narrower;
  };

  return Object.assign(provide, {
    source,
    ...(options.identity === undefined ? {} : { identity: options.identity }),
    ...(options.narrows === true ? { narrow } : {}),
    calls,
    narrowed,
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
