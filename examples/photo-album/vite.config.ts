import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, loadEnv } from 'vite';
import { contentSecurityPolicy } from './contentSecurityPolicy.ts';

export default defineConfig(async ({ command, mode }) => {
  const names = loadEnv(mode, import.meta.dirname);
  // Whoever names no endpoint gets a local AWS; an empty one means AWS itself.
  const startsEmulator = command === 'serve' && names['VITE_VALETKEY_ENDPOINT'] === undefined;
  return {
    plugins: [react(), contentSecurityPolicy(names), ...(startsEmulator ? [await localAws()] : [])],
    // Inside this repository the packages are used from source, so nothing has to be built first.
    resolve: { conditions: ['@valetkey/source', ...defaultClientConditions] },
    server: { host: '127.0.0.1', port: 5173 },
  };
});

async function localAws() {
  const { valetkeyEmulator } = await import('@valetkey/emulator/vite');
  const { photoAlbumSeed } = await import('./seed/photoAlbumSeed.ts');
  return valetkeyEmulator({ seed: photoAlbumSeed });
}
