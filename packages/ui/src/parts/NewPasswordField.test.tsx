import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createSimulatedClock } from '@valetkey/testing';
import { expect, test } from 'vitest';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { isInReact } from '../testKit/isInReact.ts';
import { ClockProvider } from './ClockContext.ts';
import { NewPasswordField } from './NewPasswordField.tsx';

const input = () => screen.getByLabelText<HTMLInputElement>('Password');
const unmet = () =>
  screen.getAllByRole('listitem').flatMap((item) => (item.textContent.includes('still missing') ? [item.textContent] : []));

describeInBothModes('NewPasswordField', ({ render }) => {
  test('ticks the rules off while the password is typed, and describes the input by them', async () => {
    render(<NewPasswordField name="password" label="Password" />);
    const person = userEvent.setup({ delay: null });
    expect(unmet()).toHaveLength(5);
    await person.type(input(), 'abc');
    expect(unmet()).toHaveLength(4);
    await person.type(input(), 'DEF1!');
    expect(unmet()).toHaveLength(0);
    await person.type(input(), '{Backspace}');
    expect(unmet()).toEqual(['8 characters or more (still missing)', 'a symbol (still missing)']);
    const described = document.getElementById(input().getAttribute('aria-describedby') ?? '');
    expect(described?.textContent).toContain('8 characters or more');
  });

  test('shows only the rules the pool has', () => {
    const policy = { minLength: 12, lowercase: false, uppercase: false, number: true, symbol: false };
    render(<NewPasswordField name="password" label="Password" policy={policy} />);
    expect(unmet()).toEqual(['12 characters or more (still missing)', 'a number (still missing)']);
  });

  test('speaks the strength when typing pauses', async () => {
    const clock = createSimulatedClock();
    const { container } = render(
      <ClockProvider value={clock}>
        <NewPasswordField name="password" label="Password" />
      </ClockProvider>,
    );
    const person = userEvent.setup({ delay: null });
    await person.type(input(), 'correct horse battery');
    expect(screen.getByRole('status').textContent).toBe('');
    expect(screen.getByRole('meter').getAttribute('value')).toBe('4');
    await act(() => clock.advanceBy(1000));
    expect(screen.getByRole('status').textContent).toBe('Password strength: Strong');
    expect(isInReact(container, 'horse')).toBe(false);
  });
});
