import type { IncomingMessage, ServerResponse } from 'node:http';

const bodiless = new Set(['GET', 'HEAD']);

/**
 * Reads a Node.js request to its end as a web `Request`. Rejects when the client goes away before that.
 * @returns `undefined` for a request line that no web `Request` can have, such as `OPTIONS *` or `TRACE`.
 */
export async function toWebRequest(incoming: IncomingMessage): Promise<Request | undefined> {
  const headers = new Headers();
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    headers.append(incoming.rawHeaders[index] ?? '', incoming.rawHeaders[index + 1] ?? '');
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
  const method = incoming.method ?? 'GET';
  const url = `http://${incoming.headers.host ?? 'localhost'}${incoming.url ?? '/'}`;
  try {
    return new Request(url, { method, headers, ...(bodiless.has(method) ? {} : { body: Buffer.concat(chunks) }) });
  } catch {
    return undefined;
  }
}

/** Sends a web `Response`. */
export async function sendWebResponse(response: Response, outgoing: ServerResponse, method: string): Promise<void> {
  const body = new Uint8Array(await response.arrayBuffer());
  const headers = Object.fromEntries(response.headers);
  // The answer to HEAD says the length of a body it does not have.
  if (method !== 'HEAD' && response.status !== 204 && response.status !== 304) headers['content-length'] = String(body.length);
  outgoing.writeHead(response.status, headers);
  outgoing.end(body);
}
