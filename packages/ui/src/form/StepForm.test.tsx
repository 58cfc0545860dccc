import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CredentialsError } from '@valetkey/core';
import { expect, test, vi } from 'vitest';
import { en } from '../messages/en.ts';
import { ErrorSummary } from '../parts/ErrorSummary.tsx';
import { Field } from '../parts/Field.tsx';
import { SubmitButton } from '../parts/SubmitButton.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { StepForm, type StepFormProps } from './StepForm.tsx';

const rules = {
  fields: { CODE_MISMATCH: { team: 'Team' } },
  texts: { TOO_MANY_ATTEMPTS: 'Slow down.' },
};

function form(props: Partial<StepFormProps> = {}) {
  return (
    <StepForm error={undefined} pending={false} rules={rules} onSubmit={() => Promise.resolve()} {...props}>
      <ErrorSummary />
      <Field name="team" label="Team" hint="Ask your manager." defaultValue="Engines" />
      <SubmitButton pendingText="Joining…">Join</SubmitButton>
    </StepForm>
  );
}

const team = () => screen.getByLabelText<HTMLInputElement>('Team');
const described = () =>
  (team().getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent);

describeInBothModes('StepForm', ({ render }) => {
  test('hands over what was typed, once per submit', async () => {
    const onSubmit = vi.fn((data: FormData) => Promise.resolve(void data));
    render(form({ onSubmit }));
    await userEvent.setup({ delay: null }).type(team(), ' and Looms{Enter}');
    expect(onSubmit).toHaveBeenCalledTimes(1);
    expect(Array.from(onSubmit.mock.calls[0]![0].entries())).toEqual([['team', 'Engines and Looms']]);
  });

  test('sends nothing while the flow works, by Enter or by the button', async () => {
    const onSubmit = vi.fn(() => Promise.resolve());
    render(form({ onSubmit, pending: true }));
    const person = userEvent.setup({ delay: null });
    await person.type(team(), '{Enter}');
    await person.click(screen.getByRole('button'));
    expect(onSubmit).not.toHaveBeenCalled();
  });

  test('says that it works only on what it sent itself', () => {
    const { rerender } = render(form({ pending: true }));
    const button = screen.getByRole('button');
    expect([button.textContent, button.getAttribute('aria-busy'), button.getAttribute('aria-disabled')]).toEqual([
      'Join',
      'false',
      'true',
    ]);
    rerender(form({ pending: true, submitting: true }));
    expect([button.textContent, button.getAttribute('aria-busy')]).toEqual(['Joining…', 'true']);
  });

  test('an error about one field is said at the field, which gets focus with its text selected', () => {
    const { rerender } = render(form());
    expect(described()).toEqual(['Ask your manager.']);
    rerender(form({ error: new CredentialsError('CODE_MISMATCH') }));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(document.activeElement).toBe(team());
    expect(team().getAttribute('aria-invalid')).toBe('true');
    expect(described()).toEqual([en.errors.CODE_MISMATCH, 'Ask your manager.']);
    expect([team().selectionStart, team().selectionEnd]).toEqual([0, 'Engines'.length]);
  });

  test('what is said at a field goes when the field is changed, and comes with the next error', async () => {
    const { rerender } = render(form());
    rerender(form({ error: new CredentialsError('CODE_MISMATCH') }));
    await userEvent.setup({ delay: null }).keyboard('L');
    expect(team().value).toBe('L');
    expect(team().getAttribute('aria-invalid')).toBe('false');
    expect(described()).toEqual(['Ask your manager.']);
    rerender(form({ error: new CredentialsError('CODE_MISMATCH') }));
    expect(described()).toEqual([en.errors.CODE_MISMATCH, 'Ask your manager.']);
    expect(document.activeElement).toBe(team());
  });

  test('an error about the whole form is said above it, in the form’s own words where it has some', () => {
    const { rerender } = render(form());
    rerender(form({ error: new CredentialsError('TOO_MANY_ATTEMPTS') }));
    expect(screen.getByRole('alert').textContent).toBe('Slow down.');
    expect(document.activeElement).toBe(screen.getByRole('alert'));
    expect(team().getAttribute('aria-invalid')).toBe('false');
    rerender(form({ error: new CredentialsError('USERNAME_EXISTS') }));
    expect(screen.getByRole('alert').textContent).toBe(en.errors.USERNAME_EXISTS);
    rerender(form());
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
