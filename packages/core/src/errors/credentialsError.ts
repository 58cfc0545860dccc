import { errorText, type ErrorCode } from './errorText.ts';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

// What passes by itself: trying the same thing later can work.
const RETRYABLE: readonly ErrorCode[] = ['NETWORK', 'TIMEOUT', 'THROTTLED', 'SERVICE_UNAVAILABLE'];

/** What can be told about an error beside its code. */
export interface CredentialsErrorOptions {
  /** One sentence about this occurrence, e.g. which option. Must hold no secret, user name or URL query. */
  readonly detail?: string | undefined;
  readonly cause?: unknown;
  /** The request id the service answered with, for a support case. */
  readonly requestId?: string | undefined;
  /** How long the service asks to wait, ms. */
  readonly retryAfterMs?: number | undefined;
}

/** The one error type of Valet Key: a code to switch on, words for the developer, and whether trying again can help. */
export class CredentialsError extends Error {
  declare readonly name: 'CredentialsError';
  declare readonly code: ErrorCode;
  /** How to fix it, in words. Empty in production builds. */
  declare readonly fix: string;
  declare readonly retryable: boolean;
  declare readonly requestId: string | undefined;
  declare readonly retryAfterMs: number | undefined;
  /** A brand instead of `instanceof`, so that errors of a second installed copy of this package are recognised too. */
  declare readonly isCredentialsError: true;

  constructor(code: ErrorCode, options: CredentialsErrorOptions = {}) {
    const { detail, requestId, retryAfterMs } = options;
    const brief = detail ? `${code}. ${detail}` : `${code}.`;
    super(process.env.NODE_ENV === 'production' ? brief : explain(code, detail), options);
    Object.assign(this, {
      name: 'CredentialsError',
      code,
      fix: process.env.NODE_ENV === 'production' ? '' : errorText[code].fix,
      retryable: RETRYABLE.includes(code),
      requestId,
      retryAfterMs,
      isCredentialsError: true,
    });
  }
}

function explain(code: ErrorCode, detail = ''): string {
  const { what, why, fix } = errorText[code];
  return `${`${code}: ${what} ${detail}`.trimEnd()}\nWhy: ${why}\nFix: ${fix}`;
}

/** What was thrown, as a {@link CredentialsError}: an error of somebody else's is `SERVICE_UNAVAILABLE`, which passes. */
export function toCredentialsError(cause: unknown): CredentialsError {
  return isCredentialsError(cause) ? cause : new CredentialsError('SERVICE_UNAVAILABLE', { cause });
}

/** True for a {@link CredentialsError}, also one made by another installed copy of this package. */
export function isCredentialsError(value: unknown): value is CredentialsError {
  return value instanceof Error && 'isCredentialsError' in value;
}
