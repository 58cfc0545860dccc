import type { CodeDelivery, StepFlow } from './stepFlow.ts';

/** The steps of creating an account. */
export type SignUpStep =
  | {
      readonly kind: 'details';
      readonly username: string | undefined;
      readonly submit: (input: {
        readonly username: string;
        readonly password: string;
        /** User attributes by their Cognito names, e.g. `{ email: 'ada@example.com' }`. */
        readonly attributes?: Readonly<Record<string, string>>;
      }) => Promise<void>;
    }
  | {
      readonly kind: 'confirm';
      readonly username: string;
      /** Where the code went; `undefined` when the flow was resumed and no code has been sent by it. */
      readonly delivery: CodeDelivery | undefined;
      readonly submit: (input: { readonly code: string }) => Promise<void>;
      readonly resend: () => Promise<void>;
    }
  | { readonly kind: 'done'; readonly username: string };

/** Creates and confirms one account. It does not sign in: the sign-in form, with the user name filled in, comes next. */
export interface SignUpFlow extends StepFlow<SignUpStep> {
  /** Goes straight to confirming an account made earlier, e.g. after `USER_NOT_CONFIRMED`; sends a fresh code. */
  readonly resume: (username: string) => Promise<void>;
}
