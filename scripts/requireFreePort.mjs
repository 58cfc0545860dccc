import { createServer } from 'node:net';
import { fail } from './say.mjs';

/**
 * Ends the process when a port of this machine cannot be listened on.
 * @param {number} port
 * @param {string} otherwise - The command that chooses another port.
 */
export async function requireFreePort(port, otherwise) {
  const fault = await tryPort(port);
  if (fault === 'EADDRINUSE') fail(`Port ${port} is taken: stop the program that uses it, or choose another port with \`${otherwise}\`.`);
  if (fault !== undefined) fail(`Port ${port} cannot be used (${fault}): choose another with \`${otherwise}\`.`);
}

/**
 * @param {number} port
 * @returns {Promise<string | undefined>} The error's code; undefined when the port is free.
 */
function tryPort(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code ?? error.message));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)));
  });
}
