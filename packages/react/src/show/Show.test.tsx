import { act } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { createTestApp } from '../testKit/createTestApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { Show } from './Show.tsx';
import { SignedIn } from './SignedIn.tsx';
import { SignedOut } from './SignedOut.tsx';

describeInBothModes('Show, SignedIn and SignedOut', ({ render }) => {
  test('show what is for whoever is there', () => {
    const { App, session } = createTestApp({ initial: 'unknown' });
    const { container } = render(
      <App>
        <SignedIn pending="who? " fallback="not in. ">
          in.{' '}
        </SignedIn>
        <SignedOut>out. </SignedOut>
        <Show when="expired">expired.</Show>
      </App>,
    );
    expect(container.textContent).toBe('who? ');
    act(() => session.signInAs({ username: 'ada' }));
    expect(container.textContent).toBe('in. ');
    act(() => session.expire());
    expect(container.textContent).toBe('not in. out. expired.');
  });

  test('follow the credentials where a function asks for them', async () => {
    const { App, clock } = createTestApp();
    const { container } = render(
      <App>
        <Show when={(_session, credentials) => credentials.status === 'ready'} fallback="no keys">
          keys
        </Show>
      </App>,
    );
    expect(container.textContent).toBe('no keys');
    await act(() => clock.advanceBy(0));
    expect(container.textContent).toBe('keys');
  });

  test('a refresh renders nothing', async () => {
    const { App, clock, credentials } = createTestApp();
    let asked = 0;
    const { container } = render(
      <App>
        <Show
          when={() => {
            asked += 1;
            return true;
          }}
        >
          <Children />
        </Show>
      </App>,
    );
    await act(() => clock.advanceBy(0));
    const [askedBefore, rendersBefore] = [asked, renders];
    await act(() => credentials.refresh());
    expect(container.textContent).toBe('children');
    expect(asked).toBeGreaterThan(askedBefore);
    expect(renders).toBe(rendersBefore);
  });
});

let renders = 0;
function Children(): ReactNode {
  renders += 1;
  return 'children';
}
