import {
  CredentialsError,
  isCredentialsError,
  systemClock,
  type Clock,
  type CredentialProvider,
  type CredentialRequest,
  type ProvidedCredentials,
} from '@valetkey/core';
import { sparePerson } from '../credentials/sparePerson.ts';
import { linkError, type LinkFault } from './linkError.ts';

/** How long one way to obtain credentials may take in all, ms: shorter than a store waits, so that the error names the way. */
export const DEFAULT_LINK_TIMEOUT_MS = 20_000;

// How much longer than a way that needs more than usual a store waits, ms.
const STORE_MARGIN_MS = 10_000;

// How long an attempt that was given up counts as still running, ms. Nothing stops the SDK's own work, so a process that
// hangs would otherwise get company at every attempt.
const LEFT_BEHIND_MS = 300_000;

/** What every way to obtain credentials in Node.js takes. */
export interface NodeProviderOptions {
  /**
   * How long it may take in all, ms. Default {@link DEFAULT_LINK_TIMEOUT_MS}; `METADATA_TIMEOUT_MS` of metadata services, five
   * minutes where a person is asked for an MFA code.
   */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
}

/** One way to obtain credentials of the process. */
export interface NodeLink {
  /** As errors name it: the function's name. */
  readonly name: string;
  /** What the credentials come from, as a store shows it. */
  readonly source: string;
  /** Obtains them anew, with nothing kept from the last time. Throws a `CredentialsError`, or what `readFault` reads. */
  readonly ask: () => Promise<GivenCredentials>;
  /** True where a person may have to type a code for it. */
  readonly asksPerson?: boolean;
  /** Says in our words what went wrong. */
  readonly readFault: (error: unknown) => LinkFault;
}

/** Credentials as the SDK's providers and files give them: every part may be missing. */
export interface GivenCredentials {
  readonly accessKeyId?: unknown;
  readonly secretAccessKey?: unknown;
  readonly sessionToken?: unknown;
  readonly expiration?: unknown;
  readonly credentialScope?: unknown;
  readonly accountId?: unknown;
}

/**
 * Makes a provider of the process's own credentials: not personal, so all requests of a server may share a store of them.
 * Who asks while an answer is awaited gets that answer, also when whoever asked first has given up.
 */
export function createNodeProvider(link: NodeLink, options: NodeProviderOptions, timeoutMs: number = DEFAULT_LINK_TIMEOUT_MS): CredentialProvider {
  const { clock = systemClock } = options;
  const allowedMs = options.timeoutMs ?? timeoutMs;
  // Until when what was given last is accepted: 0 before there is any.
  let goodUntil = 0;
  let running: { readonly answer: Promise<ProvidedCredentials>; readonly askedAt: number } | undefined;

  async function obtain(): Promise<ProvidedCredentials> {
    try {
      const given = toProvidedCredentials(link.name, await link.ask());
      goodUntil = given.expiration?.getTime() ?? 0;
      return given;
    } catch (error) {
      const failure = isCredentialsError(error) ? error : linkError(link.name, link.readFault(error));
      throw sparePerson(failure, link.asksPerson ? goodUntil - clock.now() : 0);
    }
  }

  function ask(): Promise<ProvidedCredentials> {
    if (running !== undefined && clock.now() - running.askedAt < LEFT_BEHIND_MS) return running.answer;
    const mine = { answer: obtain(), askedAt: clock.now() };
    running = mine;
    const settled = (): void => {
      if (running === mine) running = undefined;
    };
    mine.answer.then(settled, settled);
    return mine.answer;
  }

  async function provide({ signal }: CredentialRequest = {}): Promise<ProvidedCredentials> {
    if (signal?.aborted) throw new CredentialsError('ABORTED');
    const over = new AbortController();
    const givenUp = new Promise<never>((_, reject) => {
      const detail = `No answer within ${allowedMs} ms. If it needs longer, raise timeoutMs.`;
      const cancel = clock.setTimer(() => reject(linkError(link.name, { code: 'TIMEOUT', detail })), allowedMs);
      over.signal.addEventListener('abort', cancel);
      signal?.addEventListener('abort', () => reject(new CredentialsError('ABORTED')), over);
    });
    return Promise.race([ask(), givenUp]).finally(() => over.abort());
  }

  // A store waits a little longer, so that the error names the way.
  return Object.assign(provide, { source: link.source, timeoutMs: allowedMs > DEFAULT_LINK_TIMEOUT_MS ? allowedMs + STORE_MARGIN_MS : undefined });
}

function toProvidedCredentials(link: string, given: GivenCredentials): ProvidedCredentials {
  const { accessKeyId, secretAccessKey, sessionToken, expiration, credentialScope, accountId } = given;
  if (!isText(accessKeyId) || !isText(secretAccessKey)) {
    throw linkError(link, { code: 'CREDENTIALS_MISSING', detail: 'What it gave has no access key id or no secret access key.' });
  }
  if (expiration !== undefined && !(expiration instanceof Date && Number.isFinite(expiration.getTime()))) {
    throw linkError(link, { code: 'CREDENTIALS_MISSING', detail: 'The instant they expire at is no date.' });
  }
  return {
    accessKeyId,
    secretAccessKey,
    ...(isText(sessionToken) && { sessionToken }),
    ...(expiration && { expiration }),
    ...(isText(credentialScope) && { credentialScope }),
    ...(isText(accountId) && { accountId }),
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
