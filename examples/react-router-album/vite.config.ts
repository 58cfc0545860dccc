import { reactRouter } from '@react-router/dev/vite';
import { defaultClientConditions, defaultServerConditions, defineConfig } from 'vite';

export default defineConfig({
  plugins: [reactRouter()],
  // Inside this repository the packages are used from source, so nothing has to be built first.
  resolve: { conditions: ['@valetkey/source', ...defaultClientConditions] },
  ssr: { resolve: { conditions: ['@valetkey/source', ...defaultServerConditions] } },
  // Found when the server starts, and not by the first page, which would wait for ever for what is then made anew.
  optimizeDeps: { entries: ['src/**/*.{ts,tsx}'] },
  server: { host: '127.0.0.1' },
});
