import { sha256, utf8 } from '../bytes.ts';
import { EMULATOR_ACCOUNT_ID } from '../iam/iamState.ts';

/** Whose credentials they are: a user's of the account, or those of somebody who assumed a role. */
export type Principal =
  | { readonly kind: 'user'; readonly userName: string }
  | { readonly kind: 'role'; readonly roleArn: string; readonly sessionName: string };

const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const ROLE_ID_PREFIX = 'AROAEMU';
const USER_ID_PREFIX = 'AIDAEMU';
const UNIQUE_ID_LENGTH = 21;

/** `arn:aws:iam::000000000000:user/NAME` */
export function userArn(userName: string): string {
  return `arn:aws:iam::${EMULATOR_ACCOUNT_ID}:user/${userName}`;
}

/** How AWS names the holder of credentials: `…:user/NAME`, or `arn:aws:sts::000000000000:assumed-role/ROLE/SESSION`. */
export function principalArn(principal: Principal): string {
  if (principal.kind === 'user') return userArn(principal.userName);
  const { roleArn, sessionName } = principal;
  return `arn:aws:sts::${EMULATOR_ACCOUNT_ID}:assumed-role/${roleArn.split('/').at(-1) ?? ''}/${sessionName}`;
}

/** What `aws:PrincipalArn` says: the user's ARN, or the role's, whatever the session. */
export function identityArn(principal: Principal): string {
  return principal.kind === 'user' ? userArn(principal.userName) : principal.roleArn;
}

/** `AIDA…`, or `AROA…:SESSION`: the unique id of a user or role, always the same for the same one, and the session's name. */
export function principalUserId(principal: Principal): string {
  if (principal.kind === 'user') return uniqueId(USER_ID_PREFIX, userArn(principal.userName));
  return `${uniqueId(ROLE_ID_PREFIX, principal.roleArn)}:${principal.sessionName}`;
}

function uniqueId(prefix: string, arn: string): string {
  const digest = sha256(utf8(arn)).subarray(0, UNIQUE_ID_LENGTH - prefix.length);
  return prefix + Array.from(digest, (byte) => ID_ALPHABET.charAt(byte % 32)).join('');
}
