import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';

process.env['BROKER_KEYS'] = 'q7Nq7bq0dYw3o5vJ2sT8xZr4mUe6hCfLgPaWiBnDyS0';

type Ask = (path: string, headers: HeadersInit) => Promise<Response>;

/** What a broker says that is mounted right: to a form of a foreign page, and to its own before anybody has signed in. */
async function expectBroker(ask: Ask): Promise<void> {
  const foreign = await ask('/broker/credentials', { 'sec-fetch-site': 'cross-site' });
  expect([foreign.status, await foreign.json()]).toEqual([403, { Code: 'CROSS_SITE' }]);
  const own = { 'sec-fetch-site': 'same-origin', 'x-valetkey': '1' };
  const nobody = await ask('/broker/credentials', own);
  expect([nobody.status, await nobody.json(), nobody.headers.get('cache-control')]).toEqual([401, { Code: 'NOT_SIGNED_IN' }, 'private, no-store']);
  const left = await ask('/broker/sign-out', own);
  expect(left.headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-valetkey=;/)]);
}

const asRequest = (answer: (request: Request) => Response | Promise<Response>): Ask => async (path, headers) =>
  answer(new Request(`https://app.example.com${path}`, { method: 'POST', headers }));

test('the recipe for Hono mounts the broker', async () => {
  const { app } = await import('../../docs/snippets/broker/hono.ts');
  await expectBroker(asRequest(app.fetch));
});

test('the recipe for Next.js does', async () => {
  const { POST } = await import('../../docs/snippets/broker/next/route.ts');
  await expectBroker(asRequest(POST));
});

test('the recipe for Node.js does, over HTTP', async () => {
  process.env['PORT'] = '0';
  const { server } = await import('../../docs/snippets/broker/node.ts');
  const isListening = new Promise((resolve) => void server.once('listening', resolve));
  await import('../../docs/snippets/broker/start.ts');
  await isListening;
  const { port } = server.address() as AddressInfo;
  await expectBroker((path, headers) => fetch(`http://localhost:${port}${path}`, { method: 'POST', headers }));
  await new Promise((resolve) => void server.close(resolve));
});

test('the recipe with a session store and a narrow role does', async () => {
  const { broker } = await import('../../docs/snippets/broker/narrow.ts');
  await expectBroker(asRequest(broker.handle));
});
