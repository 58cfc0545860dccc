import { act } from '@testing-library/react';
import type { ReactNode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, test } from 'vitest';
import { useCredentials } from '../credentials/useCredentials.ts';
import { SignedIn } from '../show/SignedIn.tsx';
import { createTestApp } from '../testKit/createTestApp.tsx';

function Page(): ReactNode {
  const status = useCredentials((credentials) => credentials.status);
  return (
    <p>
      {status} <SignedIn pending="who?">ada</SignedIn>
    </p>
  );
}

afterEach(() => {
  document.body.replaceChildren();
});

test('a page from a server is taken over without a mismatch, then shows who is signed in', async () => {
  const { App, clock, credentials } = createTestApp();
  const ui = (
    <App>
      <Page />
    </App>
  );
  const container = document.body.appendChild(document.createElement('div'));
  container.innerHTML = renderToString(ui);
  // The browser may know more than the server did by the time React takes over.
  await credentials.getCredentials();
  const mismatches: unknown[] = [];
  const root = await act(() => Promise.resolve(hydrateRoot(container, ui, { onRecoverableError: (error) => mismatches.push(error) })));
  await act(() => clock.advanceBy(0));
  expect(mismatches).toEqual([]);
  expect(container.textContent).toBe('ready ada');
  act(() => root.unmount());
  expect(clock.pendingTimers).toBe(0);
});
