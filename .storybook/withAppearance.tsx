import type { Decorator } from '@storybook/react-vite';
import { useLayoutEffect } from 'react';

/** Gives the page the theme and writing direction chosen in the toolbar (or in a story's `globals`). */
export const withAppearance: Decorator = (Story, { globals }) => {
  const theme: unknown = globals['theme'];
  const direction: unknown = globals['direction'];
  useLayoutEffect(() => {
    const root = document.documentElement;
    root.dir = direction === 'rtl' ? 'rtl' : 'ltr';
    root.dataset['theme'] = theme === 'dark' ? 'dark' : 'light';
    root.style.colorScheme = root.dataset['theme'];
    // The canvas around a story has no theme of its own.
    document.body.style.background = theme === 'dark' ? '#14161a' : '#ffffff';
    document.body.style.color = theme === 'dark' ? '#f2f3f5' : '#16181d';
  }, [theme, direction]);
  return <Story />;
};
