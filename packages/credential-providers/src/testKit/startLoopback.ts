import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A server on this machine that answers as a test wants it to. */
export interface Loopback {
  readonly url: string;
  /** Every request so far, e.g. `'GET /role'`. */
  readonly requests: readonly string[];
  /** Changes what it answers from now on. */
  readonly answer: (how: (request: IncomingMessage, response: ServerResponse) => void) => void;
}

/** Listens until the test has ended. */
export async function startLoopback(how: (request: IncomingMessage, response: ServerResponse) => void): Promise<Loopback> {
  const requests: string[] = [];
  let answer = how;
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer(next) {
      answer = next;
    },
  };
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
