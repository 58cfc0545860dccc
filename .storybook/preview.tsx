import type { Preview } from '@storybook/react-vite';
import '@valetkey/ui/styles.css';
import { withAppearance } from './withAppearance.tsx';

const preview: Preview = {
  tags: ['autodocs'],
  decorators: [withAppearance],
  parameters: {
    layout: 'centered',
    controls: { expanded: true },
    a11y: { test: 'error' },
    options: { storySort: { order: ['Authenticator', 'Session', 'Credentials', 'Clients'] } },
  },
  initialGlobals: { theme: 'light', direction: 'ltr' },
  globalTypes: {
    theme: {
      description: 'Colour scheme',
      toolbar: {
        title: 'Theme',
        icon: 'contrast',
        dynamicTitle: true,
        items: [
          { value: 'light', title: 'Light', icon: 'sun' },
          { value: 'dark', title: 'Dark', icon: 'moon' },
        ],
      },
    },
    direction: {
      description: 'Writing direction',
      toolbar: {
        title: 'Direction',
        icon: 'transfer',
        dynamicTitle: true,
        items: [
          { value: 'ltr', title: 'Left to right' },
          { value: 'rtl', title: 'Right to left' },
        ],
      },
    },
  },
};

export default preview;
