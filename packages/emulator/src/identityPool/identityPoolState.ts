import type { RoleMapping } from './roleMapping.ts';

/** One identity pool and the identities it has given out. */
export interface IdentityPoolState {
  /** `REGION:UUID`. */
  readonly id: string;
  /** Whether guests get credentials. */
  readonly allowGuests: boolean;
  /** Whether `GetOpenIdToken` gives out tokens to assume roles with at STS, the classic flow. Default false. */
  readonly allowClassicFlow?: boolean;
  /** User pools whose ID tokens it accepts, each with one of its app clients. */
  readonly userPools: readonly { readonly userPoolId: string; readonly clientId: string }[];
  /** Seeded login providers whose tokens it accepts, by name, each with one of its apps. Default none. */
  readonly loginProviders?: readonly { readonly provider: string; readonly clientId: string }[];
  /** ARNs of the seeded SAML providers whose responses it accepts. Default none. */
  readonly samlProviders?: readonly string[];
  /** Under what name your own backend vouches for people, with `GetOpenIdTokenForDeveloperIdentity`. Default: it cannot. */
  readonly developerProvider?: string;
  readonly roles: { readonly authenticated?: string; readonly guest?: string };
  /** How the role of a signed-in person is chosen, by provider name or `PROVIDER:CLIENT_ID`. Default: the authenticated role. */
  readonly roleMappings?: Readonly<Record<string, RoleMapping>>;
  /** Claims that become session tags (attributes for access control), by provider name: tag key → claim. Default none. */
  readonly principalTags?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Identities by identity id. */
  readonly identities: Record<string, IdentityState>;
}

/** One identity: a guest until a login is linked to it. */
export interface IdentityState {
  readonly id: string;
  /** Login provider name → the `sub` of the person there. */
  readonly logins: Record<string, string>;
  /** Epoch ms. */
  readonly createdAt: number;
}
