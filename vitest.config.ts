import babel from '@rolldown/plugin-babel';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { chromiumArgs, findChromium } from './scripts/chromium.mjs';
import { timesOver } from './scripts/tabs/timesOver.ts';

// Tests run on the packages' sources, so that no build has to come first.
const conditions = ['@valetkey/source', ...defaultClientConditions];
// Node loads dependencies itself, so their bundler-only `module` builds must not be picked.
const serverConditions = ['@valetkey/source', ...defaultServerConditions.filter((name) => name !== 'module')];
const resolve = { conditions };
const ssr = { resolve: { conditions: serverConditions } };

const executablePath = findChromium();
const chromium = () =>
  playwright({ launchOptions: { args: chromiumArgs, ...(executablePath === undefined ? {} : { executablePath }) } });

const everywhere = ['**/node_modules/**', '**/dist/**'];

// Cryptography, servers and browsers are real: what takes a moment can take long on a busy machine.
const patience = { testTimeout: 30_000, hookTimeout: 30_000 };

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        ssr,
        test: {
          ...patience,
          name: 'node',
          environment: 'node',
          include: [
            'packages/*/src/**/*.test.ts',
            'packages/*/src/**/*.ssr.test.tsx',
            'scripts/**/*.test.ts',
            'examples/*/src/**/*.test.ts',
          ],
          exclude: [...everywhere, '**/*.browser.test.ts', '**/*.e2e.test.ts'],
        },
      },
      {
        resolve,
        ssr,
        test: {
          ...patience,
          name: 'dom',
          environment: 'happy-dom',
          include: ['packages/*/src/**/*.test.tsx', 'examples/*/src/**/*.test.tsx'],
          exclude: [...everywhere, '**/*.browser.test.tsx', '**/*.ssr.test.tsx'],
        },
      },
      {
        resolve,
        ssr,
        // What users' builds do to it: the package's own sources, compiled; the tests stay as they are.
        plugins: [babel({ plugins: ['react-compiler'], include: /packages\/react\/src\//, exclude: /\.test\.|testKit/ })],
        test: {
          ...patience,
          name: 'dom-compiled',
          environment: 'happy-dom',
          env: { REACT_COMPILER: 'on' },
          include: ['packages/react/src/**/*.test.tsx'],
          exclude: [...everywhere, '**/*.browser.test.tsx', '**/*.ssr.test.tsx'],
        },
      },
      {
        resolve,
        test: {
          ...patience,
          name: 'browser',
          include: ['packages/*/src/**/*.browser.test.{ts,tsx}'],
          exclude: everywhere,
          browser: {
            enabled: true,
            headless: true,
            provider: chromium(),
            instances: [{ browser: 'chromium' }],
            screenshotFailures: false,
          },
        },
      },
      {
        resolve,
        plugins: [storybookTest({ configDir: '.storybook' })],
        test: {
          ...patience,
          name: 'stories',
          browser: {
            enabled: true,
            headless: true,
            provider: chromium(),
            instances: [{ browser: 'chromium' }],
            screenshotFailures: false,
          },
        },
      },
      {
        ssr,
        resolve,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['examples/*/e2e/**/*.e2e.test.ts', 'scripts/**/*.e2e.test.ts'],
          exclude: everywhere,
          testTimeout: 120_000 * timesOver,
          hookTimeout: 120_000,
          // Those that may run at once hardly do anything but wait for each other.
          maxConcurrency: 14,
        },
      },
    ],
  },
});
