import type { JSONWebKeySet } from 'jose';
import type { KeyOwner } from '../jwt/signingKey.ts';

/** A third party people sign in with, which issues OpenID tokens (Google, any OpenID Connect issuer) or access tokens. */
export type LoginProviderState = OpenIdProviderState | AccessTokenProviderState;

interface AnyLoginProvider {
  /** What `Logins` and trust policies call it: `accounts.google.com`, or an issuer's URL without `https://`. */
  readonly name: string;
  /** Apps registered with it: the audiences its tokens may have. */
  readonly clientIds: readonly string[];
  /** AWS cannot reach it, and so verifies none of its tokens. */
  unreachable: boolean;
}

/** Issues signed ID tokens. */
export interface OpenIdProviderState extends AnyLoginProvider, KeyOwner {
  readonly kind: 'openId';
  /** The `iss` of its tokens. */
  readonly issuer: string;
  /** Public keys of an issuer that signs elsewhere. Absent: it signs here, by `admin.issueLoginToken`. */
  readonly jwks?: JSONWebKeySet;
}

/** Issues opaque access tokens: Login with Amazon and Facebook. */
export interface AccessTokenProviderState extends AnyLoginProvider {
  readonly kind: 'accessToken';
  /** Access tokens by the SHA-256 of the token, so the state file holds none that works. */
  readonly accessTokens: Record<string, AccessTokenState>;
}

/** An access token that was handed out. */
export interface AccessTokenState {
  readonly subject: string;
  readonly clientId: string;
  /** Epoch ms. */
  readonly expiresAt: number;
}

/** A login provider to create. */
export interface LoginProviderSeed {
  /**
   * What `Logins` and trust policies call it. `www.amazon.com` and `graph.facebook.com` issue opaque access tokens, all
   * others OpenID tokens. That of a seeded user pool makes STS take the pool's ID tokens as well.
   */
  readonly name: string;
  /** Apps registered with it. */
  readonly clientIds: readonly string[];
  /** The `iss` of its tokens. Default `https://NAME`. */
  readonly issuer?: string;
  /** Public keys of an issuer that signs elsewhere, such as your own test server. Default: it signs here. */
  readonly jwks?: JSONWebKeySet;
}

/** Providers AWS knows without being told, and the names their condition keys give to audience and subject. */
const builtIn: Readonly<Record<string, { readonly audience: string; readonly subject: string; readonly isOpenId: boolean }>> = {
  'accounts.google.com': { audience: 'aud', subject: 'sub', isOpenId: true },
  'www.amazon.com': { audience: 'app_id', subject: 'user_id', isOpenId: false },
  'graph.facebook.com': { audience: 'app_id', subject: 'id', isOpenId: false },
};

/** What AWS knows of a provider without being told; `undefined` for one that has to be registered with IAM. */
export function builtInProvider(name: string): { readonly audience: string; readonly subject: string } | undefined {
  return Object.hasOwn(builtIn, name) ? builtIn[name] : undefined;
}

/** The provider a seed describes. */
export function createLoginProvider({ name, clientIds, issuer = `https://${name}`, jwks }: LoginProviderSeed): LoginProviderState {
  const isOpenId = !Object.hasOwn(builtIn, name) || builtIn[name]?.isOpenId === true;
  if (!isOpenId) return { kind: 'accessToken', name, clientIds, unreachable: false, accessTokens: {} };
  return { kind: 'openId', name, clientIds, unreachable: false, issuer, ...(jwks === undefined ? {} : { jwks }) };
}
