import type * as EmulatorVite from '@valetkey/emulator/vite';
import type * as GuardVite from '@valetkey/guard/vite';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, loadEnv } from 'vite';
import { importTypeScript } from '../../scripts/importTypeScript.mjs';
import { contentSecurityPolicy } from './contentSecurityPolicy.ts';
import type * as AlbumSeed from './seed/photoAlbumSeed.ts';

export default defineConfig(async ({ command, mode }) => {
  const names = loadEnv(mode, import.meta.dirname);
  // Whoever names no endpoint gets a local AWS; an empty one means AWS itself.
  const startsEmulator = command === 'serve' && names['VITE_VALETKEY_ENDPOINT'] === undefined;
  return {
    plugins: [react(), contentSecurityPolicy(names), await keyGuard(), ...(startsEmulator ? [await localAws()] : [])],
    // Inside this repository the packages are used from source, so nothing has to be built first.
    resolve: { conditions: ['@valetkey/source', ...defaultClientConditions] },
    server: { host: '127.0.0.1', port: 5173 },
  };
});

// The conditions above are the page's: Vite loads this file itself with Node's, which know built packages only.
async function keyGuard() {
  const { valetkeyGuard } = (await importTypeScript('packages/guard/src/vite/index.ts')) as typeof GuardVite;
  return valetkeyGuard();
}

async function localAws() {
  const { valetkeyEmulator } = (await importTypeScript('packages/emulator/src/vite/index.ts')) as typeof EmulatorVite;
  const { photoAlbumSeed } = (await importTypeScript('examples/photo-album/seed/photoAlbumSeed.ts')) as typeof AlbumSeed;
  return valetkeyEmulator({ seed: photoAlbumSeed });
}
