import { EMULATOR_ACCOUNT_ID } from '../iam/iamState.ts';
import type { SessionClaims } from './sessionToken.ts';

/** `arn:aws:sts::000000000000:assumed-role/ROLE/SESSION`: how AWS names the holder of temporary credentials. */
export function assumedRoleArn({ roleArn, sessionName }: Pick<SessionClaims, 'roleArn' | 'sessionName'>): string {
  return `arn:aws:sts::${EMULATOR_ACCOUNT_ID}:assumed-role/${roleArn.split('/').at(-1) ?? ''}/${sessionName}`;
}
