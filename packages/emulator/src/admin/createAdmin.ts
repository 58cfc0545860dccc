import type { UserSeed } from '../emulatorSeed.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { addUser } from '../stateFromSeed.ts';
import { closeChallengesOf } from '../userPool/challenge.ts';
import { removeUser } from '../userPool/deleteUser.ts';
import { findUser } from '../userPool/findUser.ts';
import { createPasswordVerifier } from '../userPool/passwordVerifier.ts';
import { revokeSignIns } from '../userPool/revokeSignIns.ts';
import { setPassword } from '../userPool/setPassword.ts';
import type { MfaKind, UserPoolState, UserState } from '../userPool/userPoolState.ts';
import { createAccountAdmin, type AccountAdmin } from './createAccountAdmin.ts';

/**
 * What an administrator can do to the people of a user pool and to the account, for tests and demos. People are named by
 * user name or address. Every function about a person throws an `Error` when there is no such person or pool.
 */
export interface Admin extends AccountAdmin {
  /** Adds a person; see {@link UserSeed} for the defaults. */
  readonly createUser: (user: UserSeed) => { readonly username: string; readonly sub: string };
  /** Gives a person a password for good, whatever the policy says. */
  readonly setUserPassword: (name: string, password: string) => void;
  /** Makes a password temporary: the next sign-in must choose a new one. Default: the present password. */
  readonly requireNewPassword: (name: string, temporaryPassword?: string) => void;
  /** Puts an authenticator app's secret (base32) in force; undefined removes it. */
  readonly setTotpSecret: (name: string, base32Secret: string | undefined) => void;
  /** Texts sign-in codes to a number, for example `+441632960001`; undefined stops it. */
  readonly setSmsMfa: (name: string, phoneNumber: string | undefined) => void;
  /** Which second factor is asked for first; undefined lets the person choose. */
  readonly setPreferredMfa: (name: string, kind: MfaKind | undefined) => void;
  /** Puts a person into these groups and takes them out of all others. Tokens issued from now on say so. */
  readonly setUserGroups: (name: string, groups: readonly string[]) => void;
  readonly confirmUser: (name: string) => void;
  readonly disableUser: (name: string) => void;
  readonly enableUser: (name: string) => void;
  readonly deleteUser: (name: string) => void;
  /** Ends every sign-in of a person. ID tokens live until they expire, as on AWS. */
  readonly revokeTokens: (name: string) => void;
}

/**
 * An administrator of one user pool, and of the account.
 * @param contextOf - The emulator's present state, clock and change notice.
 * @param userPoolId - Default: the first user pool.
 */
export function createAdmin(contextOf: () => ServiceContext, userPoolId?: string): Admin {
  const change = <Result>(edit: (pool: UserPoolState, now: number) => Result): Result => {
    const { state, clock, changed } = contextOf();
    const pools = Object.values(state.userPools);
    const pool = userPoolId === undefined ? pools[0] : pools.find(({ id }) => id === userPoolId);
    if (pool === undefined) throw new Error(`The emulator has no user pool ${userPoolId ?? ''}. Seed one.`);
    const result = edit(pool, clock.now());
    changed();
    return result;
  };
  const changeUser = (name: string, edit: (user: UserState, pool: UserPoolState, now: number) => void): void =>
    change((pool, now) => {
      const user = findUser(pool, name);
      if (user === undefined) throw new Error('The user pool has no such person. Create them with admin.createUser.');
      edit(user, pool, now);
      user.modifiedAt = now;
    });

  return {
    ...createAccountAdmin(contextOf),
    createUser: (user) =>
      change((pool, now) => {
        const { username, sub } = addUser(pool, user, now);
        return { username, sub };
      }),
    setUserPassword: (name, password) =>
      changeUser(name, (user, pool, now) => {
        setPassword(pool, user, password, now);
      }),
    requireNewPassword: (name, temporaryPassword) =>
      changeUser(name, (user, pool) => {
        if (temporaryPassword !== undefined) {
          user.password = createPasswordVerifier(pool.id, user.username, temporaryPassword);
        }
        user.status = 'FORCE_CHANGE_PASSWORD';
        closeChallengesOf(pool, user);
      }),
    setTotpSecret: (name, secret) =>
      changeUser(name, (user) => {
        if (secret === undefined) delete user.totp;
        else user.totp = { secret, lastStep: 0 };
      }),
    setSmsMfa: (name, phoneNumber) =>
      changeUser(name, (user) => {
        user.smsMfa = phoneNumber !== undefined;
        if (phoneNumber === undefined) return;
        user.attributes['phone_number'] = phoneNumber;
        user.attributes['phone_number_verified'] = 'true';
      }),
    setPreferredMfa: (name, kind) =>
      changeUser(name, (user) => {
        if (kind === undefined) delete user.preferredMfa;
        else user.preferredMfa = kind;
      }),
    setUserGroups: (name, groups) =>
      changeUser(name, (user, pool) => {
        const unknown = groups.find((group) => !Object.hasOwn(pool.groups ?? {}, group));
        if (unknown !== undefined) throw new Error(`The user pool has no group ${unknown}. Seed one.`);
        user.groups = groups;
      }),
    confirmUser: (name) =>
      changeUser(name, (user) => {
        user.status = 'CONFIRMED';
        if (user.attributes['email'] !== undefined) user.attributes['email_verified'] = 'true';
      }),
    disableUser: (name) =>
      changeUser(name, (user) => {
        user.enabled = false;
      }),
    enableUser: (name) =>
      changeUser(name, (user) => {
        user.enabled = true;
      }),
    deleteUser: (name) =>
      changeUser(name, (user, pool) => {
        removeUser(pool, user.username);
      }),
    revokeTokens: (name) =>
      changeUser(name, (user, pool) => {
        revokeSignIns(pool, user.username);
      }),
  };
}
