import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { PasswordField } from './PasswordField.tsx';

const input = () => screen.getByLabelText<HTMLInputElement>('Password');
const toggle = () => screen.getByRole('button', { name: 'Show password' });

describeInBothModes('PasswordField', ({ render }) => {
  test('shows and hides the password, keeping value and caret', async () => {
    render(<PasswordField name="password" label="Password" autoComplete="current-password" />);
    const person = userEvent.setup({ delay: null });
    await person.type(input(), 'open sesame');
    input().setSelectionRange(4, 7);
    expect(toggle().getAttribute('aria-pressed')).toBe('false');
    await person.click(toggle());
    expect(toggle().getAttribute('aria-pressed')).toBe('true');
    expect(input().type).toBe('text');
    expect(input().value).toBe('open sesame');
    expect([input().selectionStart, input().selectionEnd]).toEqual([4, 7]);
    await person.click(toggle());
    expect(input().type).toBe('password');
  });

  test('the toggle says which input it controls and can be reached by keyboard', async () => {
    render(<PasswordField name="password" label="Password" autoComplete="new-password" />);
    const person = userEvent.setup({ delay: null });
    await person.tab();
    await person.tab();
    expect(document.activeElement).toBe(toggle());
    expect(toggle().getAttribute('aria-controls')).toBe(input().id);
    await person.keyboard(' ');
    expect(input().type).toBe('text');
  });

  test('takes a pasted password', async () => {
    render(<PasswordField name="password" label="Password" autoComplete="current-password" />);
    const person = userEvent.setup({ delay: null });
    await person.click(input());
    await person.paste('Pasted secret 1!');
    expect(input().value).toBe('Pasted secret 1!');
  });
});
