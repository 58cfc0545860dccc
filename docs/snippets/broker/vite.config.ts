import { valetkeyEmulator } from '@valetkey/emulator/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react(), valetkeyEmulator()],
  // The page and its broker have one origin, as they have in production.
  server: { proxy: { '/broker': 'http://localhost:3000' } },
});
