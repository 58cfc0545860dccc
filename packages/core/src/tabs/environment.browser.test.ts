import { afterEach, expect, it, onTestFinished } from 'vitest';
import { systemTabEnvironment } from './environment.ts';

afterEach(() => document.body.replaceChildren());

const leave = (persisted = true): unknown => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted }));
const comeBack = (): unknown => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));

/** A page that will look again when it comes back. */
function openPage() {
  let settle: () => void = () => undefined;
  const stop = systemTabEnvironment.onRestore(() => new Promise<void>((resolve) => (settle = resolve)));
  onTestFinished(stop);
  // As menus that open within what is hidden.
  document.body.innerHTML = '<button style="visibility: visible">Sign out, Ada</button>';
  const button = document.body.firstElementChild as HTMLElement;
  const isSeen = (): boolean => button.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  return { button, isSeen, stop, settle: () => settle() };
}

const turn = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve));

it('shows no part of a page between its leaving for the back/forward cache and its having looked again, then where the person was', async () => {
  const { button, isSeen, settle } = openPage();
  button.focus();
  leave();
  expect(isSeen()).toBe(false);
  button.blur();
  comeBack();
  await turn();
  expect(isSeen()).toBe(false);
  settle();
  await expect.poll(isSeen).toBe(true);
  expect(document.activeElement).toBe(button);
  expect(document.documentElement.style.length).toBe(0);
});

it('stays covered until all have looked', async () => {
  const { settle } = openPage();
  const other = openPage();
  leave();
  comeBack();
  await turn();
  settle();
  await turn();
  await turn();
  expect(other.isSeen()).toBe(false);
  other.settle();
  await expect.poll(other.isSeen).toBe(true);
});

it('does not cover a page that is left for good, nor one that has stopped looking', () => {
  const { isSeen, stop } = openPage();
  leave(false);
  expect(isSeen()).toBe(true);
  leave();
  expect(isSeen()).toBe(false);
  stop();
  expect(isSeen()).toBe(true);
});
