import type { Decorator } from '@storybook/react-vite';
import { StepForm } from '@valetkey/ui';
import { fn } from 'storybook/test';

/** What a form has been sent, for a story to look at. */
export const onSubmit = fn((data: FormData) => Promise.resolve(void data)).mockName('onSubmit');

/** Puts a part into a form of its own. */
export const withForm: Decorator = (Story) => (
  <div style={{ inlineSize: 'min(20rem, 90vw)' }}>
    <StepForm error={undefined} pending={false} onSubmit={onSubmit}>
      <Story />
    </StepForm>
  </div>
);
