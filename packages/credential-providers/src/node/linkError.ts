import { CredentialsError, type ErrorCode } from '@valetkey/core';

/** What is wrong with one way to obtain credentials. */
export interface LinkFault {
  readonly code: ErrorCode;
  /** What, and how to mend it, in our own words: what a process printed or a file holds is never quoted. */
  readonly detail: string;
  readonly requestId?: string | undefined;
}

/** How long nobody is let try again, ms: a server that is asked a thousand times a second starts one process a second at most. */
export const RETRY_AFTER_MS = 1_000;

// What somebody can mend while this process runs, or has just begun to write. What was obtained before stays good meanwhile.
const MENDABLE: readonly ErrorCode[] = ['CREDENTIALS_NOT_FOUND', 'CHAIN_EXHAUSTED', 'PROFILE_INVALID', 'SSO_SIGN_IN_NEEDED', 'TOKEN_NOT_ACCEPTED'];

/** What went wrong with which way: what a chain tells of each link. */
export interface LinkReport {
  readonly link: string;
  readonly detail: string;
}

const reports = new WeakMap<object, LinkReport>();

/**
 * Makes the error of one way to obtain credentials. It names the way first.
 * @param link - For example `'fromIni'`.
 * @param cause - What may be shown of where it came from. An error of the SDK may not: it quotes files and commands.
 */
export function linkError(link: string, { code, detail, requestId }: LinkFault, cause?: unknown): CredentialsError {
  const error = new CredentialsError(code, {
    detail: `${link}: ${detail}`,
    requestId,
    retryAfterMs: RETRY_AFTER_MS,
    ...(cause === undefined ? {} : { cause }),
  });
  reports.set(error, { link, detail });
  return MENDABLE.includes(code) ? Object.assign(error, { retryable: true }) : error;
}

/** The words of an error of {@link linkError}, without those of its code. */
export function readLinkError(error: object): LinkReport | undefined {
  return reports.get(error);
}
