import type { IamRole } from '../iam/iamState.ts';
import { StsError } from './stsError.ts';
import { readWhole } from './stsForm.ts';

/** Shortest session of any kind, in s. */
export const MIN_SESSION_SECONDS = 900;

/** What AWS gives when no duration is asked for, and the most it gives when a role is assumed from temporary credentials. */
const ONE_HOUR = 3600;

const LONGEST_ROLE_SESSION_SECONDS = 43_200;

/**
 * How long the session of a role lives, in s.
 * @param isChained - The caller signs with temporary credentials.
 * @throws StsError `ValidationError`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html#id_roles_use_view-role-max-session
 */
export function roleSessionSeconds(form: URLSearchParams, role: IamRole, isChained: boolean): number {
  const { maxSessionDurationSeconds: longest } = role;
  const asked = readWhole(form, 'DurationSeconds', { min: MIN_SESSION_SECONDS, max: LONGEST_ROLE_SESSION_SECONDS });
  if (asked === undefined) return Math.min(ONE_HOUR, longest);
  if (isChained && asked > ONE_HOUR) {
    throw new StsError('ValidationError', 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.');
  }
  if (asked > longest) {
    throw new StsError('ValidationError', 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  return asked;
}
