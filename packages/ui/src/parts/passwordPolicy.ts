/** What the user pool demands of a password, to be shown while one is chosen. The pool has the last word. */
export interface PasswordPolicy {
  /** Fewest characters, 6–99. */
  readonly minLength: number;
  readonly lowercase: boolean;
  readonly uppercase: boolean;
  readonly number: boolean;
  readonly symbol: boolean;
}

/** One demand of a policy. */
export type PasswordRule = keyof PasswordPolicy;

/** Cognito's default policy. */
export const defaultPasswordPolicy: PasswordPolicy = {
  minLength: 8,
  lowercase: true,
  uppercase: true,
  number: true,
  symbol: true,
};

const ORDER: readonly PasswordRule[] = ['minLength', 'lowercase', 'uppercase', 'number', 'symbol'];

/** The demands a policy makes, in the order they are listed. */
export function rulesOf(policy: PasswordPolicy): readonly PasswordRule[] {
  return ORDER.filter((rule) => (rule === 'minLength' ? policy.minLength > 0 : policy[rule]));
}

/** The demands a password meets. */
export function metRules(password: string, policy: PasswordPolicy): readonly PasswordRule[] {
  return rulesOf(policy).filter((rule) => meets(password, rule, policy));
}

// Cognito counts ASCII letters and digits, and as symbols its own list plus a space that is neither first nor last:
// https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
function meets(password: string, rule: PasswordRule, policy: PasswordPolicy): boolean {
  switch (rule) {
    case 'minLength':
      return password.length >= policy.minLength;
    case 'lowercase':
      return /[a-z]/.test(password);
    case 'uppercase':
      return /[A-Z]/.test(password);
    case 'number':
      return /[0-9]/.test(password);
    case 'symbol':
      return /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|\S \S/.test(password);
    default:
      return rule satisfies never;
  }
}
