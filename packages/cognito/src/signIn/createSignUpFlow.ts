import type { CredentialsError, SignUpFlow, SignUpStep } from '@valetkey/core';
import { createCodeFlow, type CodeFlowEngine } from './createCodeFlow.ts';

type InputOf<Step> = Step extends { readonly submit: (input: infer Input) => unknown } ? Input : never;
type Details = InputOf<Extract<SignUpStep, { readonly kind: 'details' }>>;
type Confirmation = InputOf<Extract<SignUpStep, { readonly kind: 'confirm' }>>;

/** How an engine talks to the service when somebody makes an account. */
export type SignUpEngine = CodeFlowEngine<Details, Confirmation>;

/** The sign-up steps over any engine. */
export function createSignUpFlow(engine: SignUpEngine): SignUpFlow {
  return createCodeFlow<'details', Details, Confirmation>('details', {
    ...engine,
    confirm: (username, input) =>
      engine.confirm(username, input).catch((error: CredentialsError) => {
        // Refused without looking at the code: the account is past confirming, and an earlier answer was lost.
        if (error.code !== 'INCORRECT_SIGN_IN') throw error;
      }),
  });
}
