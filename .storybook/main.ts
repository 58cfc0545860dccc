import type { StorybookConfig } from '@storybook/react-vite';
import { mergeConfig } from 'vite';
import { sourceConditions } from '../scripts/sourceConditions.mjs';

const config: StorybookConfig = {
  stories: ['../stories/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  framework: '@storybook/react-vite',
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  typescript: { reactDocgen: 'react-docgen' },
  viteFinal: (vite) =>
    mergeConfig(vite, {
      // Stories run on the packages' sources, so that no build has to come first.
      resolve: { conditions: sourceConditions },
      // Dependencies are found before the first story runs: one found later would reload the page under a running test.
      optimizeDeps: { entries: ['stories/**/*.stories.tsx', '.storybook/preview.tsx'] },
    }),
};

export default config;
