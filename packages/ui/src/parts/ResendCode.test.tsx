import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CredentialsError } from '@valetkey/core';
import { createSimulatedClock } from '@valetkey/testing';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { en } from '../messages/en.ts';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { ClockProvider } from './ClockContext.ts';
import { ResendCode } from './ResendCode.tsx';

const button = () => screen.getByRole('button');
const spoken = () => screen.getByRole('status').textContent;

function setUp(render: (ui: React.ReactNode) => unknown, options: { sent?: boolean; fail?: boolean } = {}) {
  const clock = createSimulatedClock();
  const asked: number[] = [];
  function Flow() {
    const [error, setError] = useState<CredentialsError>();
    const onResend = async () => {
      asked.push(clock.now());
      setError(options.fail === true ? new CredentialsError('THROTTLED') : undefined);
      await Promise.resolve();
    };
    return <ResendCode onResend={onResend} error={error} sent={options.sent ?? true} />;
  }
  render(
    <ClockProvider value={clock}>
      <Flow />
    </ClockProvider>,
  );
  return { clock, asked };
}

describeInBothModes('ResendCode', ({ render }) => {
  test('speaks at the start, ten seconds before the end and at the end, never every second', async () => {
    const { clock } = setUp(render);
    const heard = [spoken()];
    const seen = new Set<string | undefined>();
    for (let second = 0; second < 31; second += 1) {
      await act(() => clock.advanceBy(1000));
      seen.add(document.querySelector('[data-vk="hint"]')?.textContent);
      if (spoken() !== heard.at(-1)) heard.push(spoken());
    }
    expect(heard).toEqual([
      'You can ask for a new code in 30 seconds.',
      'You can ask for a new code in 10 seconds.',
      en.resend.ready,
    ]);
    expect(seen.size).toBe(30);
    expect(seen).toContain('You can ask for a new code in 1 second.');
  });

  test('stays focusable while it waits, and sends nothing', async () => {
    const { asked } = setUp(render);
    const person = userEvent.setup({ delay: null });
    await person.tab();
    expect(document.activeElement).toBe(button());
    expect(button().getAttribute('aria-disabled')).toBe('true');
    await person.keyboard('{Enter}');
    expect(asked).toHaveLength(0);
  });

  test('sends once, keeps focus, and waits again', async () => {
    const { asked, clock } = setUp(render, { sent: false });
    const person = userEvent.setup({ delay: null });
    expect(spoken()).toBe('');
    await person.click(button());
    await person.keyboard('{Enter}{Enter}');
    expect(asked).toHaveLength(1);
    expect(document.activeElement).toBe(button());
    await waitFor(() => expect(spoken()).toBe('A new code is on its way. You can ask for another in 30 seconds.'));
    await act(() => clock.advanceBy(30_000));
    await person.keyboard('{Enter}');
    expect(asked).toHaveLength(2);
  });

  test('does not make a person wait when the code could not be sent', async () => {
    const { asked } = setUp(render, { sent: false, fail: true });
    const person = userEvent.setup({ delay: null });
    await person.click(button());
    await waitFor(() => expect(button().getAttribute('aria-disabled')).toBe('false'));
    await person.click(button());
    expect(asked).toHaveLength(2);
    expect(spoken()).toBe('');
  });

  test('a device that slept through the wait catches up at once', async () => {
    const { clock } = setUp(render);
    clock.jumpBy(3_600_000);
    await act(() => clock.advanceBy(1000));
    expect(button().getAttribute('aria-disabled')).toBe('false');
    expect(clock.pendingTimers).toBe(0);
  });
});
