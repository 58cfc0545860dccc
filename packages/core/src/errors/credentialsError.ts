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
  readonly code: ErrorCode;
  /** How to fix it, in words. Empty in production builds. */
  readonly fix: string;
  readonly retryable: boolean;
  readonly requestId: string | undefined;
  readonly retryAfterMs: number | undefined;
  /** A brand instead of `instanceof`, so that errors of a second installed copy of this package are recognised too. */
  readonly isCredentialsError: true = true;

  constructor(code: ErrorCode, options: CredentialsErrorOptions = {}) {
    const text = process.env.NODE_ENV === 'production' ? undefined : errorText[code];
    const words = text === undefined ? `${code}.` : `${code}: ${text.what}`;
    const detail = options.detail === undefined ? '' : ` ${options.detail}`;
    const advice = text === undefined ? '' : `\nWhy: ${text.why}\nFix: ${text.fix}`;
    super(`${words}${detail}${advice}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CredentialsError';
    this.code = code;
    this.fix = text?.fix ?? '';
    this.retryable = RETRYABLE.includes(code);
    this.requestId = options.requestId;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** True for a {@link CredentialsError}, also one made by another installed copy of this package. */
export function isCredentialsError(value: unknown): value is CredentialsError {
  return value instanceof Error && 'isCredentialsError' in value;
}
