// `npm start`: the photo album on a local AWS, from a fresh clone to a page that works.
import { join, resolve } from 'node:path';
import { importTypeScript } from './importTypeScript.mjs';
import { installDependencies } from './installDependencies.mjs';
import { readOptions, readPort } from './readOptions.mjs';
import { requireFreePort } from './requireFreePort.mjs';
import { requireNode } from './requireNode.mjs';
import { root } from './root.mjs';
import { fail, say } from './say.mjs';

const USAGE = `npm start -- [--port 5173] [--emulator-port 4577] [--data .valetkey]

  --port           Port of the photo album (or PORT).
  --emulator-port  Port of the local AWS (or EMULATOR_PORT).
  --data           Folder in which the local AWS keeps its state, so that it survives a restart. Default: in memory.`;

// The address itself: another program may answer to the name localhost.
const HOST = '127.0.0.1';

requireNode();
const options = readOptions(USAGE, {
  port: { type: 'string', default: process.env['PORT'] ?? '5173' },
  'emulator-port': { type: 'string', default: process.env['EMULATOR_PORT'] ?? '4577' },
  data: { type: 'string' },
});
const port = readPort(options.port);
const emulatorPort = readPort(options['emulator-port']);
const dataDirectory = options.data;
if (port === emulatorPort) fail(`The photo album and the local AWS cannot both have port ${port}: choose two.`);
await requireFreePort(port, `npm start -- --port ${port + 1}`);
await requireFreePort(emulatorPort, `npm start -- --emulator-port ${emulatorPort + 1}`);
await installDependencies();

say('Starting the local AWS');
const emulator = await startEmulator();
say('Starting the photo album');
const album = await startAlbum(emulator.url);
/** @type {typeof import('@valetkey/emulator')} */
const { emulatorDefaults } = await importTypeScript('packages/emulator/src/index.ts');
const { user } = emulatorDefaults;

console.log(`
  Photo album   http://${HOST}:${port}
  Local AWS     ${emulator.url}${dataDirectory === undefined ? '  (in memory: `npm start -- --data .valetkey` keeps it)' : `  (kept in ${dataDirectory})`}

  Sign in as    ${user.email}
  Password      ${user.password}

  Or sign up with any address: codes the local AWS would mail appear here.
  Ctrl-C stops everything.
`);

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop());

async function startEmulator() {
  /** @type {typeof import('@valetkey/emulator/node')} */
  const { startEmulatorServer } = await importTypeScript('packages/emulator/src/node/index.ts');
  /** @type {typeof import('../examples/photo-album/seed/photoAlbumSeed.ts')} */
  const { photoAlbumSeed } = await importTypeScript('examples/photo-album/seed/photoAlbumSeed.ts');
  try {
    return await startEmulatorServer({
      port: emulatorPort,
      seed: photoAlbumSeed,
      ...(dataDirectory === undefined ? {} : { dataDirectory: resolve(root, dataDirectory) }),
      onMail: ({ address, code, kind }) => console.log(`  ✉  ${address}: ${code}  (${kind})`),
      onError: (error) => console.error('The local AWS failed:', error),
    });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

/** @param {string} endpoint */
async function startAlbum(endpoint) {
  // Vite lets the environment win over the album's .env file.
  process.env['VITE_VALETKEY_ENDPOINT'] = endpoint;
  const { createServer } = await import('vite');
  const server = await createServer({
    root: join(root, 'examples/photo-album'),
    server: { port, strictPort: true, host: HOST },
    logLevel: 'warn',
  });
  try {
    return await server.listen();
  } catch (error) {
    // Somebody else may have taken the port since it was found free.
    return fail(`The photo album could not start: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

async function stop() {
  await Promise.all([album.close(), emulator.close()]);
  process.exit(0);
}
