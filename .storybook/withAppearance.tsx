import type { Decorator } from '@storybook/react-vite';
import { useLayoutEffect, type ReactNode } from 'react';

/** Gives the page the theme and writing direction chosen in the toolbar (or in a story's `globals`). */
export const withAppearance: Decorator = (Story, { globals }) => (
  <Appearance theme={globals['theme'] === 'dark' ? 'dark' : 'light'} direction={globals['direction'] === 'rtl' ? 'rtl' : 'ltr'}>
    <Story />
  </Appearance>
);

interface AppearanceProps {
  readonly theme: 'light' | 'dark';
  readonly direction: 'ltr' | 'rtl';
  readonly children: ReactNode;
}

function Appearance({ theme, direction, children }: AppearanceProps): ReactNode {
  useLayoutEffect(() => {
    const root = document.documentElement;
    root.dir = direction;
    root.dataset['theme'] = theme;
    root.dataset['vkTheme'] = theme;
    // The canvas around a story has no theme of its own.
    document.body.style.background = theme === 'dark' ? '#14161a' : '#ffffff';
    document.body.style.color = theme === 'dark' ? '#f2f3f5' : '#16181d';
  }, [theme, direction]);
  return children;
}
