import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { StepForm } from '../form/StepForm.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { normaliseCode } from './normaliseCode.ts';
import { OtpField } from './OtpField.tsx';

const input = () => screen.getByLabelText<HTMLInputElement>('Code');

describe('normaliseCode', () => {
  test.each([
    ['123456', '123456'],
    ['123 456', '123456'],
    ['123-456', '123456'],
    [' 12 34 56 \n', '123456'],
    ['012 345', '012345'],
    ['١٢٣٤٥٦', '123456'],
    ['۱۲۳۴۵۶', '123456'],
    ['\u2066１２３\u2069 456', '123456'],
    ['12a456', '12a456'],
  ])('reads %j as %j', (typed, code) => {
    expect(normaliseCode(typed)).toBe(code);
  });
});

describeInBothModes('OtpField', ({ render }) => {
  test.each(['123 456', '123-456'])('a pasted %s loses what makes it readable', async (text) => {
    render(<OtpField />);
    const person = userEvent.setup({ delay: null });
    await person.click(input());
    await person.paste(text);
    expect(input().value).toBe('123456');
    expect(input().validity.valid).toBe(true);
  });

  test('a space typed in the middle leaves the caret where it was', () => {
    render(<OtpField />);
    input().value = '12 3456';
    input().setSelectionRange(3, 3);
    fireEvent.input(input());
    expect(input().value).toBe('123456');
    expect(input().selectionStart).toBe(2);
  });

  test('does not send the form with the last digit, and says what is missing when it is sent too early', async () => {
    const onSubmit = vi.fn(() => Promise.resolve());
    render(
      <StepForm error={undefined} pending={false} onSubmit={onSubmit}>
        <OtpField />
      </StepForm>,
    );
    const person = userEvent.setup({ delay: null });
    await person.type(input(), '12345{Enter}');
    expect(onSubmit).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(input());
    expect(screen.getByText('Enter the 6 digits of the code.').id).toBe(input().getAttribute('aria-describedby'));
    await person.type(input(), '123456', { initialSelectionStart: 0, initialSelectionEnd: 5 });
    expect(onSubmit).not.toHaveBeenCalled();
    await person.keyboard('{Enter}');
    expect(onSubmit).toHaveBeenCalledTimes(1);
  });
});
