import { join } from 'node:path';
import type * as Emulator from '@valetkey/emulator';
import type * as EmulatorVite from '@valetkey/emulator/vite';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, loadEnv } from 'vite';
import { importTypeScript } from '../../scripts/importTypeScript.mjs';

export default defineConfig(async ({ command, mode }) => {
  const names = loadEnv(mode, import.meta.dirname);
  // Whoever names no endpoint gets a local AWS; an empty one means AWS itself.
  const startsEmulator = command === 'serve' && names['VITE_VALETKEY_ENDPOINT'] === undefined;
  return {
    plugins: [react(), ...(startsEmulator ? [await localAws()] : [])],
    // Inside this repository the packages are used from source, so nothing has to be built first.
    resolve: { conditions: ['@valetkey/source', ...defaultClientConditions] },
    build: { rollupOptions: { input: ['index.html', 'callback.html'].map((page) => join(import.meta.dirname, page)) }, target: 'es2022' },
    // The callback URLs of the local AWS name this port.
    server: { host: '127.0.0.1', port: 5173, strictPort: true },
  };
});

// The conditions above are the page's: Vite loads this file itself with Node's, which know built packages only.
async function localAws() {
  const { valetkeyEmulator } = (await importTypeScript('packages/emulator/src/vite/index.ts')) as typeof EmulatorVite;
  const { defaultSeed } = (await importTypeScript('packages/emulator/src/index.ts')) as typeof Emulator;
  const managedLogin = { callbackUrls: ['callback.html', 'signed-in', ''].map((path) => `http://127.0.0.1:5173/${path}`) };
  const userPools = (defaultSeed.userPools ?? []).map((pool) => ({ ...pool, clients: pool.clients.map((client) => ({ ...client, managedLogin })) }));
  return valetkeyEmulator({ seed: { ...defaultSeed, userPools } });
}
