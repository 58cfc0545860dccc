import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { broker } from './broker.ts';

const answer = getRequestListener(broker.handle);

export const server = createServer((request, response) => {
  if (request.url?.startsWith('/broker/')) void answer(request, response);
  else response.writeHead(404).end();
});
