import type { CodeDelivery, StepFlow } from './stepFlow.ts';

/** The steps of replacing a forgotten password. */
export type PasswordResetStep =
  | {
      readonly kind: 'request';
      readonly username: string | undefined;
      readonly submit: (input: { readonly username: string }) => Promise<void>;
    }
  | {
      readonly kind: 'confirm';
      readonly username: string;
      readonly delivery: CodeDelivery | undefined;
      readonly submit: (input: { readonly code: string; readonly newPassword: string }) => Promise<void>;
      readonly resend: () => Promise<void>;
    }
  | { readonly kind: 'done'; readonly username: string };

/** Replaces a forgotten password with the help of a mailed or texted code. */
export interface PasswordResetFlow extends StepFlow<PasswordResetStep> {
  /** Asks for a code for `username` at once, e.g. after `PASSWORD_RESET_REQUIRED`. */
  readonly resume: (username: string) => Promise<void>;
}
