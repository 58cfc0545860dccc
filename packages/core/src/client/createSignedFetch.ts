import { systemClock, type Clock } from '../clock.ts';
import type { AwsCredentialProvider, CredentialStore } from '../credentials/credentialStore.ts';
import { systemEnvironment, type Environment } from '../environment.ts';
import { CredentialsError } from '../errors/credentialsError.ts';
import { signRequest } from '../signature/signRequest.ts';
import { KEY_REJECTED } from './recoverRejectedKey.ts';

/** Sends a request as `fetch` does, signed. */
export type SignedFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** What {@link createSignedFetch} takes. */
export interface SignedFetchOptions {
  /** The name the service is signed with: `'execute-api'` (API Gateway), `'appsync'`, `'lambda'` (function URLs), `'s3'`, … */
  readonly service: string;
  readonly region: string;
  /** `store.provider`: then a rejected key heals, and requests end with the identity. Any other is signed with as it is. */
  readonly credentials: AwsCredentialProvider;
  readonly clock?: Clock;
  readonly environment?: Environment;
}

/**
 * Makes a `fetch` that signs every request with Signature Version 4. When the service says that the key is too old, a new
 * one is obtained, once however many requests failed, and the request is signed and sent once more. A request on its way is
 * aborted when the signed-in identity changes.
 *
 * The signature is in the headers, never in the URL. Bodies are read into memory, to be signed. Redirects are not followed:
 * the session token would go to wherever they lead. The server must allow the headers `authorization`, `x-amz-date` and
 * `x-amz-security-token` (for S3 `x-amz-content-sha256` as well) by CORS.
 *
 * The promise rejects as `fetch`'s, and with a `CredentialsError`: why there are no credentials, `ABORTED` when the identity
 * changes meanwhile, `WEB_CRYPTO_MISSING` on a plain-http page.
 */
export function createSignedFetch(options: SignedFetchOptions): SignedFetch {
  const { service, region, credentials: provider, clock = systemClock, environment = systemEnvironment } = options;
  const { store } = provider;

  return async (input, init) => {
    const request = new Request(input, init);
    const bytes = await request.arrayBuffer();
    const body = bytes.byteLength === 0 ? undefined : bytes;
    const lifetime = endWithIdentity(store, request.signal);

    async function send(): Promise<{ readonly response: Response; readonly accessKeyId: string }> {
      const credentials = await provider();
      const { url, headers } = await signRequest(
        {
          method: request.method,
          url: request.url,
          headers: Object.fromEntries(request.headers),
          ...(body === undefined ? {} : { body }),
        },
        { service, region, credentials, signedAt: clock.now() + (store?.getClockOffsetMs() ?? 0), crypto: environment.crypto },
      );
      // What was signed for somebody who has left is not sent.
      lifetime.signal.throwIfAborted();
      const { method, cache, credentials: cookies, integrity, keepalive, mode, referrerPolicy } = request;
      const how = { method, cache, credentials: cookies, integrity, keepalive, mode, referrerPolicy, redirect: 'error' } as const;
      const response = await environment.fetch(url, { ...how, headers, body: body ?? null, signal: lifetime.signal });
      return { response, accessKeyId: credentials.accessKeyId };
    }

    try {
      const first = await send();
      let { response } = first;
      if (store !== undefined && (await isKeyRejected(response))) {
        store.invalidate(first.accessKeyId);
        ({ response } = await send());
      }
      lifetime.signal.throwIfAborted();
      return response;
    } finally {
      lifetime.end();
    }
  };
}

/** A signal that aborts with the caller's, and when the identity changes. */
function endWithIdentity(store: CredentialStore | undefined, given: AbortSignal): { readonly signal: AbortSignal; readonly end: () => void } {
  const controller = new AbortController();
  const follow = (): void => controller.abort(given.reason);
  if (given.aborted) follow();
  given.addEventListener('abort', follow);
  const epoch = store?.getSnapshot().epoch;
  const unsubscribe = store?.subscribe(() => {
    if (store.getSnapshot().epoch === epoch) return;
    controller.abort(new CredentialsError('ABORTED', { detail: 'The signed-in person changed.' }));
  });
  return {
    signal: controller.signal,
    end() {
      unsubscribe?.();
      given.removeEventListener('abort', follow);
    },
  };
}

/** Whether a service says that the key is too old: in a header, or in the JSON or XML of a refusal. */
async function isKeyRejected(response: Response): Promise<boolean> {
  if (![400, 401, 403].includes(response.status)) return false;
  const text = `${response.headers.get('x-amzn-errortype') ?? ''}\n${await response.clone().text()}`;
  // API Gateway and function URLs name no error where the header cannot be read, but say it in these words.
  if (text.includes('security token included in the request is expired')) return true;
  const [, name = ''] = /(?:^|"(?:__type|code|Code|errorType)"\s*:\s*"|<Code>)(?:[\w.]+#)?([A-Z]\w+)/.exec(text) ?? [];
  return KEY_REJECTED.includes(name);
}
