import type { Decorator } from '@storybook/react-vite';

/** Stands a single screen on a page, as `Authenticator` does. */
export const withPage: Decorator = (Story) => (
  <main data-vk="authenticator">
    <Story />
  </main>
);
