import type { StepFlow } from './stepFlow.ts';

/** The steps a person can meet between opening the sign-in form and being signed in. */
export type SignInStep =
  | {
      readonly kind: 'password';
      /** The user name last tried, so that a form can give it back. */
      readonly username: string | undefined;
      readonly submit: (input: { readonly username: string; readonly password: string }) => Promise<void>;
    }
  | {
      readonly kind: 'new-password';
      readonly username: string;
      /** User attributes the pool requires and the user lacks, by their Cognito names, e.g. `'family_name'`. */
      readonly missingAttributes: readonly string[];
      readonly submit: (input: {
        readonly newPassword: string;
        readonly attributes?: Readonly<Record<string, string>>;
      }) => Promise<void>;
    }
  | {
      readonly kind: 'mfa-selection';
      readonly username: string;
      readonly methods: readonly MfaMethod[];
      readonly submit: (input: { readonly method: MfaMethod }) => Promise<void>;
    }
  | {
      readonly kind: 'totp-code';
      readonly username: string;
      readonly submit: (input: { readonly code: string }) => Promise<void>;
    }
  | {
      readonly kind: 'sms-code';
      readonly username: string;
      /** Where the code went, masked by the service, e.g. `+********1234`. */
      readonly destination: string | undefined;
      readonly submit: (input: { readonly code: string }) => Promise<void>;
    }
  | {
      /** The service asks for everything itself, on a page of its own. */
      readonly kind: 'redirect';
      readonly username: undefined;
      /** Leaves for that page. Settles when the person comes back to this one, or has not left it after all. */
      readonly submit: (options?: RedirectOptions) => Promise<void>;
    }
  | { readonly kind: 'signed-in'; readonly username: string };

/** How somebody is sent to a service's own sign-in page. */
export interface RedirectOptions {
  /** An identity provider of the user pool, e.g. `'Google'`: its page comes at once. Default: the person chooses. */
  readonly provider?: string;
  /** Fills the user name in. It is in the address of that page. */
  readonly loginHint?: string;
  /** The page's language, e.g. `'ar'`. Default: the browser's. */
  readonly lang?: string;
  /**
   * `'login'` asks anew although somebody is signed in there; `'none'` asks nobody and comes back at once, with
   * `SIGN_IN_DENIED` where nobody is; `'select_account'` lets the person choose. Default: asks whoever has to be asked.
   */
  readonly prompt?: 'login' | 'none' | 'select_account' | 'consent';
  /** Where to go in the app afterwards: a path, `'/album?page=2'`. Anything else is `'/'`. Default: where the person is. */
  readonly returnTo?: string;
}

/** Second factors that can be chosen between. */
export type MfaMethod = 'totp' | 'sms';

/** Signs one person in. Every engine (native Cognito, amazon-cognito-identity-js, another identity provider) offers this. */
export interface SignInFlow extends StepFlow<SignInStep> {
  /** Does ahead what needs no input (SRP's A, connections), so that submit is quicker. Call it when the form gets focus. */
  readonly prepare: () => void;
}
