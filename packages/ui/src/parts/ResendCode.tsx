'use client';

import type { CredentialsError } from '@valetkey/core';
import { type JSX, useEffect, useId, useState } from 'react';
import { useMessages } from '../messages/MessagesProvider.tsx';
import type { Messages } from '../messages/Messages.ts';
import { SlotButton } from './Slots.tsx';
import { useCountdown } from './useCountdown.ts';

/** How long a person waits between two codes, in ms. Cognito publishes no limit; this keeps well below its attempts. */
export const DEFAULT_RESEND_COOLDOWN_MS = 30_000;

/** Remaining seconds at which the wait is spoken once more. */
const LAST_CALL_S = 10;

/** Props of {@link ResendCode}. */
export interface ResendCodeProps {
  /** Sends another code. A failure is the flow's `error`; this must not reject. */
  readonly onResend: () => Promise<void>;
  /** The flow's error. A new one that comes of resending ends the wait, so that the person can try again. */
  readonly error: CredentialsError | undefined;
  /** True when, or as soon as, a code has been sent otherwise, so that the wait begins. Default `true`. */
  readonly sent?: boolean;
  /** Default {@link DEFAULT_RESEND_COOLDOWN_MS}. */
  readonly cooldownMs?: number;
}

type Round =
  | { readonly kind: 'none' | 'sent' | 'failed' }
  | { readonly kind: 'asking' | 'answered'; readonly errorBefore: CredentialsError | undefined };

/**
 * Asks for another code. While it may not, the button stays focusable and says how long; the wait is announced when it
 * begins, ten seconds before its end and at its end, never every second.
 */
export function ResendCode({
  onResend,
  error,
  sent = true,
  cooldownMs = DEFAULT_RESEND_COOLDOWN_MS,
}: ResendCodeProps): JSX.Element {
  const messages = useMessages();
  const waitId = useId();
  const { secondsLeft, start } = useCountdown(sent ? cooldownMs : 0);
  useEffect(() => {
    if (sent) start(cooldownMs);
  }, [sent, cooldownMs, start]);
  const [round, setRound] = useState<Round>({ kind: 'none' });
  // Only this render knows both that the answer is here and what it was.
  if (round.kind === 'answered') {
    setRound({ kind: error === undefined || error === round.errorBefore ? 'sent' : 'failed' });
  }
  const pending = round.kind === 'asking';
  const waiting = secondsLeft > 0 && round.kind !== 'failed';

  const resend = async (): Promise<void> => {
    if (pending || waiting) return;
    setRound({ kind: 'asking', errorBefore: error });
    await onResend();
    setRound({ kind: 'answered', errorBefore: error });
    start(cooldownMs);
  };

  return (
    <div data-vk="resend">
      <SlotButton
        data-vk="button"
        data-vk-variant="plain"
        aria-disabled={pending || waiting}
        aria-busy={pending}
        aria-describedby={waiting ? waitId : undefined}
        onClick={() => void resend()}
      >
        {pending ? messages.resend.pending : messages.resend.action}
      </SlotButton>
      {waiting ? (
        <p data-vk="hint" id={waitId}>
          {messages.resend.wait(secondsLeft)}
        </p>
      ) : null}
      <output data-vk="visually-hidden">
        {(waiting || (secondsLeft === 0 && (sent || round.kind === 'sent'))) &&
          announcement(secondsLeft, cooldownMs, round.kind === 'sent', messages)}
      </output>
    </div>
  );
}

// The text changes three times a round, so the live region speaks three times a round.
function announcement(secondsLeft: number, cooldownMs: number, resent: boolean, messages: Messages): string {
  if (secondsLeft === 0) return messages.resend.ready;
  if (secondsLeft <= LAST_CALL_S) return messages.resend.wait(LAST_CALL_S);
  const total = Math.ceil(cooldownMs / 1000);
  return resent ? messages.resend.sent(total) : messages.resend.wait(total);
}
