import type { MfaMethod } from '@valetkey/core';
import type { StrengthLabel } from '../parts/passwordStrength.ts';
import type { PersonErrorCode } from './personErrorCode.ts';

/** Standard attributes of a user pool that a person can type. */
export type KnownAttribute =
  | 'email'
  | 'phone_number'
  | 'name'
  | 'given_name'
  | 'family_name'
  | 'middle_name'
  | 'nickname'
  | 'preferred_username'
  | 'birthdate'
  | 'address'
  | 'website';

/** What a person signs in with. */
export type Identifier = 'username' | 'email' | 'phone_number';

/** The text of a screen: its heading, its button, and the button while it works. */
export interface ScreenMessages {
  readonly title: string;
  readonly submit: string;
  readonly pending: string;
}

/**
 * Every word the components show or speak, in one language. Complete by type: a catalogue that lacks a text does not
 * compile. Functions take what varies; a destination or user name they are given is already isolated for mixed directions.
 */
export interface Messages {
  /** BCP 47 tag; becomes the `lang` of the screens. */
  readonly locale: string;
  /** Becomes the `dir` of the screens. */
  readonly direction: 'ltr' | 'rtl';
  readonly fields: Readonly<Record<Identifier, string>> & {
    readonly password: string;
    readonly newPassword: string;
    readonly code: string;
    /** A label with the remark that it may be left empty. */
    readonly optional: (label: string) => string;
    readonly attributes: Readonly<Record<KnownAttribute, string>>;
  };
  readonly form: {
    /** Heads the list of fields that need correction. */
    readonly checkFields: string;
    readonly missing: (label: string) => string;
    readonly malformedEmail: string;
    readonly malformedCode: (digits: number) => string;
    readonly malformed: (label: string) => string;
    readonly showPassword: string;
    readonly loading: string;
    readonly backToSignIn: string;
    /** Names the account a form is about. */
    readonly account: (username: string) => string;
  };
  readonly password: {
    readonly rules: string;
    readonly minLength: (characters: number) => string;
    readonly lowercase: string;
    readonly uppercase: string;
    readonly number: string;
    readonly symbol: string;
    /** Follows a rule for screen readers. */
    readonly met: string;
    readonly notMet: string;
    readonly strength: string;
    readonly strengthIs: Readonly<Record<StrengthLabel, string>>;
  };
  readonly signIn: ScreenMessages & {
    /** Beside a checkbox. */
    readonly remember: string;
    readonly forgotPassword: string;
    readonly noAccount: string;
    readonly createAccount: string;
    /**
     * For a wrong password, an unknown user and a disabled one alike: it must not say which. By what people sign in with.
     */
    readonly refused: Readonly<Record<Identifier, string>>;
    readonly sessionExpired: string;
    readonly accountConfirmed: string;
    readonly passwordChanged: string;
    /** Announced, and the name of the place focus moves to, once somebody is signed in. */
    readonly signedIn: string;
  };
  readonly signUp: ScreenMessages & { readonly haveAccount: string; readonly signIn: string };
  readonly confirmSignUp: ScreenMessages & {
    readonly sentTo: (destination: string) => string;
    readonly enterCode: string;
  };
  readonly forgotPassword: ScreenMessages & {
    readonly description: string;
    /** For every reason a code could not be sent that would tell whether the account exists. */
    readonly failed: string;
  };
  readonly resetPassword: ScreenMessages & {
    /** Without a destination it must not say that the account exists. */
    readonly sentTo: (destination: string) => string;
    readonly enterCode: string;
  };
  readonly newPassword: ScreenMessages & { readonly description: string };
  readonly mfaSelect: ScreenMessages & {
    readonly description: string;
    readonly methods: Readonly<Record<MfaMethod, string>>;
    readonly methodHints: Readonly<Record<MfaMethod, string>>;
  };
  readonly mfaChallenge: ScreenMessages & {
    readonly totp: string;
    readonly sms: string;
    readonly smsTo: (destination: string) => string;
  };
  readonly resend: {
    readonly action: string;
    readonly pending: string;
    readonly wait: (seconds: number) => string;
    readonly sent: (seconds: number) => string;
    readonly ready: string;
  };
  readonly signOut: { readonly action: string; readonly pending: string };
  readonly roleSwitcher: {
    /** Names the group of roles. */
    readonly title: string;
    /** The choice that is no role. */
    readonly own: string;
    readonly switching: (role: string) => string;
    readonly switched: (role: string) => string;
    /** Back to one's own access. */
    readonly left: string;
    /** Followed by the reason. */
    readonly failed: (role: string) => string;
    readonly retry: string;
    readonly retrying: string;
    readonly leave: string;
  };
  readonly errors: Readonly<Record<PersonErrorCode, string>> & {
    /** For what only the developer can mend. */
    readonly setUp: string;
  };
}

/** Texts that replace single ones of a catalogue, group by group. */
export type Labels = {
  readonly [Group in Exclude<keyof Messages, 'locale' | 'direction'>]?: Partial<Messages[Group]>;
};
