import { HttpResponse, type HttpRequest } from '@smithy/protocol-http';
import type { Emulator } from '../emulator.ts';
import { settleOrAbort } from './createInPageFetch.ts';
import { readBody } from './readBody.ts';

/** The part of AWS SDK v3's `RequestHandler` that clients use. Pass it as `requestHandler`. */
export interface InPageRequestHandler {
  readonly metadata: { readonly handlerProtocol: string };
  readonly handle: (request: HttpRequest, options?: InPageHandlerOptions) => Promise<{ response: HttpResponse }>;
  readonly updateHttpClientConfig: () => void;
  readonly httpHandlerConfigs: () => Record<string, never>;
  readonly destroy: () => void;
}

/** What clients pass beside a request. */
export interface InPageHandlerOptions {
  readonly abortSignal?: { readonly aborted: boolean };
}

/** Lets AWS SDK v3 clients call an emulator in the same process, in Node.js or in a page, with no server in between. */
export function createInPageRequestHandler(emulator: Pick<Emulator, 'handle'>): InPageRequestHandler {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request, { abortSignal } = {}) {
      if (abortSignal?.aborted === true) throw new DOMException('Request aborted', 'AbortError');
      const body = await readBody(request.body);
      const answer = emulator.handle(
        new Request(urlOf(request), { method: request.method, headers: request.headers, ...(body === undefined ? {} : { body }) }),
      );
      const response = abortSignal instanceof AbortSignal ? await settleOrAbort(answer, abortSignal) : await answer;
      return {
        response: new HttpResponse({
          statusCode: response.status,
          headers: Object.fromEntries(response.headers),
          body: response.body ?? undefined,
        }),
      };
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {},
  };
}

function urlOf({ protocol, hostname, port, path, query }: HttpRequest): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value ?? []].flat().length === 0 ? [escape(name)] : [value ?? []].flat().map((one) => `${escape(name)}=${escape(one)}`),
  );
  const search = pairs.length === 0 ? '' : `?${pairs.join('&')}`;
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}${search}`;
}

/** RFC 3986 percent-encoding, as the SDK signs it. */
function escape(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
