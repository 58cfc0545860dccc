import type { KeyOwner } from '../jwt/signingKey.ts';
import type { ManagedLoginSettings, ManagedLoginState } from '../managedLogin/managedLoginState.ts';
import type { TotpDevice } from '../totp.ts';
import type { UserPoolGroup } from './userPoolGroup.ts';
import type { PasswordPolicy } from './passwordPolicy.ts';
import type { PasswordVerifier } from './passwordVerifier.ts';

/** One user pool: settings, app clients, people, and what is in flight. */
export interface UserPoolState extends KeyOwner {
  /** `REGION_name`, for example `eu-west-1_Emulator1`. */
  readonly id: string;
  /** The `iss` of its tokens. AWS's own form unless the seed says otherwise. */
  readonly issuer: string;
  /** `email`: people sign in with an address and get a UUID as user name, as AWS does; `username`: they choose a name. */
  readonly signInWith: 'email' | 'username';
  readonly passwordPolicy: PasswordPolicy;
  /** Attributes everyone must have, for example `given_name`. */
  readonly requiredAttributes: readonly string[];
  /** Whether people may, or must, have a second factor. */
  readonly mfa: 'optional' | 'required';
  /** Groups by name. Default none. */
  readonly groups?: Readonly<Record<string, UserPoolGroup>>;
  /** App clients by client id. */
  readonly clients: Record<string, UserPoolClientState>;
  /** People by user name. */
  readonly users: Record<string, UserState>;
  /** Challenges waiting for an answer, by session handle. */
  readonly challenges: Record<string, ChallengeState>;
  /** Completed sign-ins by `origin_jti`: what access and refresh tokens live and die with. */
  readonly signIns: Record<string, SignInState>;
  /** Refresh tokens by the SHA-256 of the token, so the state file holds none that works. */
  readonly refreshTokens: Record<string, RefreshTokenState>;
  /** What managed login has under way. Absent until somebody uses it. */
  managedLogin?: ManagedLoginState;
  /** Random; from it come the salts shown for people who do not exist, the same each time. */
  readonly disguiseKey: string;
}

/** An app client of a user pool. */
export interface UserPoolClientState {
  readonly id: string;
  readonly accessTokenMinutes: number;
  readonly idTokenMinutes: number;
  readonly refreshTokenDays: number;
  /** Present: refresh token rotation is on, and a rotated token works for this many more seconds (0–60). */
  readonly refreshTokenRotation?: { readonly retryGraceSeconds: number };
  /** Answer unknown users as if they existed. */
  readonly preventUserExistenceErrors: boolean;
  /** How people may sign in, named as AWS names them. */
  readonly authFlows: readonly AuthFlow[];
  /** Sign-in on the service's own pages. Absent: off. */
  readonly managedLogin?: ManagedLoginSettings;
}

/** Ways to start a sign-in that an app client can allow. */
export type AuthFlow = 'ALLOW_USER_SRP_AUTH' | 'ALLOW_USER_PASSWORD_AUTH' | 'ALLOW_REFRESH_TOKEN_AUTH';

/** One person. */
export interface UserState {
  readonly username: string;
  readonly sub: string;
  readonly attributes: Record<string, string>;
  /** Names of the groups the person is in. Default none. */
  groups?: readonly string[];
  status: 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED';
  enabled: boolean;
  password: PasswordVerifier;
  /** Codes waiting to be typed, by what they confirm. */
  readonly codes: Partial<Record<CodePurpose, CodeState>>;
  /** When codes were mailed in the last hour, by what they confirm. Epoch ms. */
  mailedCodes?: Partial<Record<CodePurpose, readonly number[]>>;
  /** Wrong passwords, and wrong codes after right ones, since the last completed sign-in. */
  failedPasswords: number;
  /** Epoch ms until which even the right password and code are refused. */
  lockedUntil: number;
  totp?: TotpDevice;
  /** A secret shown to the person whose first code has not come yet. */
  pendingTotpSecret?: string;
  smsMfa: boolean;
  preferredMfa?: MfaKind;
  readonly createdAt: number;
  modifiedAt: number;
}

/** Second factors, named as on the wire. */
export type MfaKind = 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA';

/** What a mailed or texted code confirms. */
export type CodePurpose = 'sign-up' | 'password-reset' | 'sms-mfa';

/** A code that was sent. Instants in epoch ms. */
export interface CodeState {
  readonly code: string;
  readonly expiresAt: number;
  failedAttempts: number;
}

/** A challenge waiting for its answer. */
export interface ChallengeState {
  readonly name: ChallengeName;
  readonly clientId: string;
  /** Absent: a challenge for a person who does not exist, which can only fail. */
  readonly username?: string;
  /** Epoch ms. */
  readonly expiresAt: number;
  failedAttempts: number;
  /** Only with MFA_SETUP: an authenticator app was verified in this very sign-in. */
  readonly appVerified?: boolean;
  /** Only with PASSWORD_VERIFIER: the server's half of the SRP exchange, as hexadecimal numbers. */
  readonly srp?: { readonly userIdForSrp: string; readonly clientPublic: string; readonly serverPrivate: string; readonly serverPublic: string };
}

/** Challenges the emulator sets, named as on the wire. */
export type ChallengeName = 'PASSWORD_VERIFIER' | 'NEW_PASSWORD_REQUIRED' | 'SELECT_MFA_TYPE' | 'MFA_SETUP' | MfaKind;

/** A completed sign-in. Instants in epoch ms. */
export interface SignInState {
  readonly username: string;
  readonly clientId: string;
  readonly authenticatedAt: number;
  readonly expiresAt: number;
  /** What managed login has granted. Absent: the sign-in came through the API, which grants what it needs itself. */
  readonly scopes?: readonly string[];
  revoked: boolean;
}

/** A refresh token that was handed out. Instants in epoch ms. */
export interface RefreshTokenState {
  readonly originJti: string;
  readonly expiresAt: number;
  /** When rotation replaced it. */
  rotatedAt?: number;
}
