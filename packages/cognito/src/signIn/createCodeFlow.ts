import type { CodeDelivery, StepFlow } from '@valetkey/core';
import { createStepFlow } from './createStepFlow.ts';
import { normalizeCode } from './normalizeCode.ts';

/** The step in which the code is entered. */
export interface ConfirmStep<Confirmation> {
  readonly kind: 'confirm';
  readonly username: string;
  readonly delivery: CodeDelivery | undefined;
  readonly submit: (input: Confirmation) => Promise<void>;
  readonly resend: () => Promise<void>;
}

/** The steps of a flow in which a code is sent and confirmed. `SignUpStep` and `PasswordResetStep` are such steps. */
export type CodeStep<Kind, Details, Confirmation> =
  | {
      readonly kind: Kind;
      readonly username: string | undefined;
      readonly submit: (input: Details) => Promise<void>;
    }
  | ConfirmStep<Confirmation>
  | { readonly kind: 'done'; readonly username: string };

/** How an engine talks to the service in such a flow. */
export interface CodeFlowEngine<Details, Confirmation> {
  /** Does what the first step is for. Where the code went, or `'done'` when none is needed. */
  readonly begin: (username: string, input: Details) => Promise<CodeDelivery | 'done' | undefined>;
  readonly resend: (username: string) => Promise<CodeDelivery | undefined>;
  readonly confirm: (username: string, input: Confirmation) => Promise<unknown>;
}

/** A flow in which a code is sent and confirmed. */
export interface CodeFlow<Step> extends StepFlow<Step> {
  /** Goes straight to confirming, and sends a fresh code. */
  readonly resume: (username: string) => Promise<void>;
}

/** Sends and confirms a code over any engine. */
export function createCodeFlow<Kind, Details extends { readonly username: string }, Confirmation extends { readonly code: string }>(
  kind: Kind,
  engine: CodeFlowEngine<Details, Confirmation>,
): CodeFlow<CodeStep<Kind, Details, Confirmation>> {
  type Step = CodeStep<Kind, Details, Confirmation>;
  const { attempt, show, getSnapshot, subscribe, reset } = createStepFlow(() => firstStep());
  return {
    getSnapshot,
    subscribe,
    reset,
    resume(username) {
      const step = confirmStep(username, undefined);
      show(step);
      return step.resend();
    },
  };

  function firstStep(username?: string): Step {
    const step: Step = {
      kind,
      username,
      submit(input: Details) {
        const name = input.username.trim();
        return attempt(
          step,
          async () => {
            const delivery = await engine.begin(name, input);
            return delivery === 'done' ? { kind: 'done', username: name } : confirmStep(name, delivery);
          },
          () => firstStep(name),
        );
      },
    };
    return step;
  }

  function confirmStep(username: string, delivery: CodeDelivery | undefined): ConfirmStep<Confirmation> {
    const step: ConfirmStep<Confirmation> = {
      kind: 'confirm',
      username,
      delivery,
      submit: (input) =>
        attempt(step, async () => {
          await engine.confirm(username, { ...input, code: normalizeCode(input.code) });
          return { kind: 'done', username };
        }),
      resend: () => attempt(step, async () => confirmStep(username, await engine.resend(username))),
    };
    return step;
  }
}
