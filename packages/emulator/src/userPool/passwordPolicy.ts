import { CognitoError } from '../cognitoWire/cognitoError.ts';

/** What a user pool demands of a password. */
export interface PasswordPolicy {
  /** 6–99. */
  readonly minimumLength: number;
  readonly requireLowercase: boolean;
  readonly requireUppercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
}

/** Cognito's default policy. */
export const defaultPasswordPolicy: PasswordPolicy = {
  minimumLength: 8,
  requireLowercase: true,
  requireUppercase: true,
  requireNumbers: true,
  requireSymbols: true,
};

/** Refuses a password that breaks the policy, in Cognito's words. */
export function checkPassword(password: string, policy: PasswordPolicy): void {
  const complaint = passwordComplaint(password, policy);
  if (complaint !== undefined) {
    throw new CognitoError('InvalidPasswordException', `Password did not conform with policy: ${complaint}`);
  }
}

function passwordComplaint(password: string, policy: PasswordPolicy): string | undefined {
  if (password.length < policy.minimumLength) return 'Password not long enough';
  if (policy.requireLowercase && !/[a-z]/.test(password)) return 'Password must have lowercase characters';
  if (policy.requireUppercase && !/[A-Z]/.test(password)) return 'Password must have uppercase characters';
  if (policy.requireNumbers && !/[0-9]/.test(password)) return 'Password must have numeric characters';
  if (policy.requireSymbols && !/[^A-Za-z0-9]/.test(password)) return 'Password must have symbol characters';
  return undefined;
}
