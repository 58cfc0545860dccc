import type { PasswordResetFlow, PasswordResetStep } from '@valetkey/core';
import { createCodeFlow, type CodeFlowEngine } from './createCodeFlow.ts';

type InputOf<Step> = Step extends { readonly submit: (input: infer Input) => unknown } ? Input : never;
type Confirmation = InputOf<Extract<PasswordResetStep, { readonly kind: 'confirm' }>>;

/** How an engine talks to the service when somebody forgot a password. */
export type PasswordResetEngine = CodeFlowEngine<InputOf<Extract<PasswordResetStep, { readonly kind: 'request' }>>, Confirmation>;

/** The password-reset steps over any engine. */
export function createPasswordResetFlow(engine: PasswordResetEngine): PasswordResetFlow {
  return createCodeFlow('request', engine);
}
