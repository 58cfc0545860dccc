import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { Field } from './Field.tsx';
import { SlotsProvider, type Slots } from './Slots.tsx';
import { SubmitButton } from './SubmitButton.tsx';

const slots: Slots = {
  Input: (props) => <input {...props} data-from="slot" />,
  Button: (props) => <button {...props} data-from="slot" />,
};

describeInBothModes('slots and render', ({ render }) => {
  test('a slot takes the place of every control below, with all it has to know', () => {
    render(
      <SlotsProvider slots={slots}>
        <Field name="team" label="Team" />
        <SubmitButton>Join</SubmitButton>
      </SlotsProvider>,
    );
    expect(screen.getByLabelText('Team').dataset['from']).toBe('slot');
    expect(screen.getByLabelText('Team').getAttribute('aria-invalid')).toBe('false');
    expect(screen.getByRole('button', { name: 'Join' }).dataset['from']).toBe('slot');
    expect(screen.getByRole<HTMLButtonElement>('button').type).toBe('submit');
  });

  test('render takes the place of one, and wins over the slot', () => {
    render(
      <SlotsProvider slots={slots}>
        <Field name="team" label="Team" render={(props) => <input {...props} data-from="render" />} />
        <Field name="room" label="Room" />
        <SubmitButton render={(props) => <button {...props} data-from="render" />}>Join</SubmitButton>
      </SlotsProvider>,
    );
    expect(screen.getByLabelText('Team').dataset['from']).toBe('render');
    expect(screen.getByLabelText('Room').dataset['from']).toBe('slot');
    expect(screen.getByRole('button', { name: 'Join' }).dataset['from']).toBe('render');
  });
});
