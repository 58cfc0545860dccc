'use client';

import type { JSX } from 'react';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { LinkButton } from '../parts/LinkButton.tsx';

/** Props of {@link BackToSignIn}. */
export interface BackToSignInProps {
  readonly onSignIn: () => void;
}

/** The way back from a step that is not the first. */
export function BackToSignIn({ onSignIn }: BackToSignInProps): JSX.Element {
  const messages = useMessages();
  return <LinkButton onClick={onSignIn}>{messages.form.backToSignIn}</LinkButton>;
}
