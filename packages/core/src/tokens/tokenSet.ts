/** Claims of an ID token, as the service signed them. Not secret, but personal. */
export type IdTokenClaims = Readonly<Record<string, unknown>> & { readonly sub: string; readonly iss: string };

/** What {@link TokenSet} is made from. */
export interface TokenSetInput {
  readonly idToken: string;
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** Instant the ID and access tokens stop being accepted, epoch ms by the server's clock. */
  readonly expiresAt: number;
  readonly claims: IdTokenClaims;
}

/** The tokens of one signed-in person. Secrets sit behind `#private` fields: logging or serialising it shows none. */
export class TokenSet {
  readonly #input: TokenSetInput;

  constructor(input: TokenSetInput) {
    this.#input = input;
  }

  get idToken(): string {
    return this.#input.idToken;
  }
  get accessToken(): string {
    return this.#input.accessToken;
  }
  get refreshToken(): string | undefined {
    return this.#input.refreshToken;
  }
  /** Epoch ms by the server's clock. */
  get expiresAt(): number {
    return this.#input.expiresAt;
  }
  get claims(): IdTokenClaims {
    return this.#input.claims;
  }
}
