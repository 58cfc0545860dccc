import type { TabEnvironment } from './environment.ts';
import type { TabNotes } from './tabPorts.ts';

/**
 * Notes in localStorage: unlike a transaction of IndexedDB, what is written there in the last moment of a page is not lost
 * when the page is frozen or gone, nor does it wait for what other pages do.
 */
export function createTabNotes(environment: Pick<TabEnvironment, 'localStorage'>): TabNotes {
  const keyOf = (slot: string): string => `${slot}:note`;
  return {
    leave(slot, text) {
      try {
        environment.localStorage.setItem(keyOf(slot), text);
      } catch {
        // Denied or full: whoever waits for this page waits until its claim lapses.
      }
    },
    read(slot) {
      try {
        return environment.localStorage.getItem(keyOf(slot)) ?? undefined;
      } catch {
        return undefined;
      }
    },
  };
}
