/** One identity pool and the identities it has given out. */
export interface IdentityPoolState {
  /** `REGION:UUID`. */
  readonly id: string;
  /** Whether guests get credentials. */
  readonly allowGuests: boolean;
  /** User pools whose ID tokens it accepts, each with one of its app clients. */
  readonly userPools: readonly { readonly userPoolId: string; readonly clientId: string }[];
  readonly roles: { readonly authenticated?: string; readonly guest?: string };
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
