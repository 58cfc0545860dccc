import { HttpResponse, type HttpRequest } from '@smithy/protocol-http';

/** What an AWS SDK v3 client takes as `requestHandler`. */
export interface SdkRequestHandler {
  readonly handle: (
    request: HttpRequest,
    options?: { readonly abortSignal?: { readonly aborted: boolean } | undefined },
  ) => Promise<{ readonly response: HttpResponse }>;
  readonly updateHttpClientConfig: () => void;
  readonly httpHandlerConfigs: () => Record<string, never>;
}

function urlOf({ protocol, hostname, port, path, query }: HttpRequest): string {
  const parameters = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value ?? '']).map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`),
  );
  const authority = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
  return `${authority}${path}${parameters.length === 0 ? '' : `?${parameters.join('&')}`}`;
}

/** Fails as the SDK's own handlers do when a call was cancelled. */
function throwIfAborted(signal: { readonly aborted: boolean } | undefined): void {
  if (signal?.aborted) throw new DOMException('Request aborted', 'AbortError');
}

/**
 * Lets an AWS SDK v3 client talk to an emulator directly: no server, no network, no change to the global `fetch`.
 * @param answer - The emulator's handler, or one of its services.
 * @returns A value for the client's `requestHandler` option.
 */
export function createSdkRequestHandler(answer: (request: Request) => Promise<Response>): SdkRequestHandler {
  return {
    async handle(request, { abortSignal } = {}) {
      throwIfAborted(abortSignal);
      const hasBody = request.body !== undefined && request.method !== 'GET' && request.method !== 'HEAD';
      // Node.js asks for `duplex` with a stream; TypeScript's DOM library does not know it.
      const streaming = { duplex: 'half' };
      const response = await answer(
        new Request(urlOf(request), {
          method: request.method,
          headers: request.headers,
          ...(hasBody ? { body: request.body as BodyInit, ...streaming } : {}),
        }),
      );
      throwIfAborted(abortSignal);
      return {
        response: new HttpResponse({
          statusCode: response.status,
          headers: Object.fromEntries(response.headers),
          body: response.body ?? new Blob([]).stream(),
        }),
      };
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
  };
}
