import { afterEach, expect, it, vi } from 'vitest';
import { systemPage } from './environment.ts';

afterEach(() => vi.unstubAllGlobals());

it('a page that is shown for the first time has not come back, and who has stopped listening is told nothing', () => {
  const window = new EventTarget();
  vi.stubGlobal('window', window);
  const show = (persisted: boolean) => window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
  let shown = 0;
  const stop = systemPage.onShow(() => (shown += 1));
  show(false);
  expect(shown).toBe(0);
  show(true);
  expect(shown).toBe(1);
  stop();
  show(true);
  expect(shown).toBe(1);
});
