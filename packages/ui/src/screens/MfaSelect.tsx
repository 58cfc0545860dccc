'use client';

import type { MfaMethod } from '@valetkey/core';
import { useSignIn } from '@valetkey/react';
import type { JSX } from 'react';
import { StepForm } from '../form/StepForm.tsx';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { ErrorSummary } from '../parts/ErrorSummary.tsx';
import { Screen, type ScreenProps } from '../parts/Screen.tsx';
import { SubmitButton } from '../parts/SubmitButton.tsx';
import { BackToSignIn } from './BackToSignIn.tsx';
import { formText } from './formText.ts';

/** Props of {@link MfaSelect}. */
export interface MfaSelectProps extends ScreenProps {
  /** Leaves this step. The link is shown only when this is given. */
  readonly onSignIn?: (() => void) | undefined;
}

/** A choice between second factors. The first is chosen beforehand, so that Enter is enough. */
export function MfaSelect({ onSignIn, ...screen }: MfaSelectProps): JSX.Element | null {
  const { mfaSelect: text } = useMessages();
  const { step, pending, error } = useSignIn();
  if (step.kind !== 'mfa-selection') return null;

  const submit = async (data: FormData): Promise<void> => {
    const chosen = step.methods.find((method) => method === formText(data, 'method'));
    if (chosen !== undefined) await step.submit({ method: chosen });
  };

  return (
    <Screen
      focusHeading
      {...screen}
      title={text.title}
      description={text.description}
      links={onSignIn && <BackToSignIn onSignIn={onSignIn} />}
    >
      <StepForm error={error} pending={pending} onSubmit={submit}>
        <ErrorSummary />
        <fieldset data-vk="choices">
          <legend data-vk="visually-hidden">{text.description}</legend>
          {step.methods.map((method, index) => (
            <MethodChoice key={method} method={method} first={index === 0} />
          ))}
        </fieldset>
        <SubmitButton pendingText={text.pending}>{text.submit}</SubmitButton>
      </StepForm>
    </Screen>
  );
}

function MethodChoice({ method, first }: { readonly method: MfaMethod; readonly first: boolean }): JSX.Element {
  const { mfaSelect: text } = useMessages();
  return (
    <label data-vk="choice">
      <input type="radio" name="method" value={method} defaultChecked={first} />
      <span>
        {text.methods[method]}
        <span data-vk="hint">{text.methodHints[method]}</span>
      </span>
    </label>
  );
}
