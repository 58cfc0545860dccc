import { writeOwn } from '../awsHttp/ownProperty.ts';
import { createPasswordVerifier } from './passwordVerifier.ts';
import type { UserPoolState, UserState } from './userPoolState.ts';

/** A person to add to a user pool. */
export interface NewUser {
  /** Only in pools that sign in with a user name; otherwise a UUID is made. */
  readonly username?: string;
  readonly password: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly status: UserState['status'];
  /** Names of groups. Default none. */
  readonly groups?: readonly string[];
  /** Epoch ms. */
  readonly createdAt: number;
}

/** Adds a person to a user pool. The caller has checked that the name is free and the password is allowed. */
export function createUser(pool: UserPoolState, newUser: NewUser): UserState {
  const sub = crypto.randomUUID();
  const username = pool.signInWith === 'email' ? sub : (newUser.username ?? sub);
  const user: UserState = {
    username,
    sub,
    attributes: { ...newUser.attributes, sub },
    status: newUser.status,
    groups: newUser.groups ?? [],
    enabled: true,
    password: createPasswordVerifier(pool.id, username, newUser.password),
    codes: {},
    failedPasswords: 0,
    lockedUntil: 0,
    smsMfa: false,
    createdAt: newUser.createdAt,
    modifiedAt: newUser.createdAt,
  };
  writeOwn(pool.users, username, user);
  return user;
}
