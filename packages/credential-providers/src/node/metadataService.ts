import type { NodeProviderOptions } from './createNodeProvider.ts';
import type { LinkFault } from './linkError.ts';
import { readError, readSdkFault } from './readSdkFault.ts';

/** How long a metadata service may take in all, ms: it is on the same machine. */
export const METADATA_TIMEOUT_MS = 5_000;

/** How long one request to it may take, ms, as in SDK v2 and v3. */
export const METADATA_REQUEST_TIMEOUT_MS = 1_000;

/** What the providers take that ask a metadata service. */
export interface MetadataServiceOptions extends NodeProviderOptions {
  /** How long one request may take, ms. Default {@link METADATA_REQUEST_TIMEOUT_MS}. */
  readonly requestTimeoutMs?: number;
  /** How often a request is repeated at once. Default 0: a store asks again by itself, with backoff. */
  readonly maxRetries?: number;
}

/** What a metadata service answered, or that it did not. */
export function readMetadataFault(error: unknown, options: { readonly notFound: string }): LinkFault {
  const { message, statusCode, name } = readError(error);
  const status = statusCode || Number(/status: (\d{3})/.exec(message)?.[1] ?? 0);
  const detail = `The metadata service answered with HTTP ${status}.`;
  if (status === 404) return { code: 'CREDENTIALS_NOT_FOUND', detail: options.notFound };
  if (status === 429) return { code: 'THROTTLED', detail };
  if (status >= 500) return { code: 'SERVICE_UNAVAILABLE', detail };
  if (status >= 400) return { code: 'SERVICE_REFUSED', detail };
  if (name === 'SyntaxError' || /not of the required format|Invalid response|RFC-?3339/i.test(message)) {
    return { code: 'CREDENTIALS_MISSING', detail: 'The metadata service answered with something that is not credentials.' };
  }
  if (/V1Fallback/.test(name)) {
    return { code: 'SERVICE_UNAVAILABLE', detail: 'The metadata service gave no token, and its first version, which needs none, is switched off.' };
  }
  if (/not accepted|Invalid URL|not a valid/.test(message)) {
    return { code: 'INVALID_OPTION', detail: 'The URL of the metadata service must be https, or of this very machine.' };
  }
  return readSdkFault(error);
}
