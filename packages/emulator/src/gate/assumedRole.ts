import { sha256, utf8 } from '../bytes.ts';
import { EMULATOR_ACCOUNT_ID } from '../iam/iamState.ts';
import type { SessionClaims } from './sessionToken.ts';

type AssumedRole = Pick<SessionClaims, 'roleArn' | 'sessionName'>;

const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const ROLE_ID_PREFIX = 'AROAEMU';
const ROLE_ID_LENGTH = 21;

/** `arn:aws:sts::000000000000:assumed-role/ROLE/SESSION`: how AWS names the holder of temporary credentials. */
export function assumedRoleArn({ roleArn, sessionName }: AssumedRole): string {
  return `arn:aws:sts::${EMULATOR_ACCOUNT_ID}:assumed-role/${roleArn.split('/').at(-1) ?? ''}/${sessionName}`;
}

/** `AROA…:SESSION`: the role's unique id, always the same for the same role, and the session's name. */
export function assumedRoleUserId({ roleArn, sessionName }: AssumedRole): string {
  const digest = sha256(utf8(roleArn)).subarray(0, ROLE_ID_LENGTH - ROLE_ID_PREFIX.length);
  return `${ROLE_ID_PREFIX}${Array.from(digest, (byte) => ID_ALPHABET.charAt(byte % 32)).join('')}:${sessionName}`;
}
