/** Temporary AWS credentials in the shape that AWS SDK v3 clients take, declared here so that core needs no SDK types. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Instant AWS stops accepting them, by the server's clock. Absent: they do not expire. */
  readonly expiration?: Date;
  readonly credentialScope?: string;
  readonly accountId?: string;
}

/** What a provider returns: credentials, and who they are for. */
export interface ProvidedCredentials extends AwsCredentials {
  /** Identity pool identity id, where there is one. */
  readonly identityId?: string;
  /** True when nobody is signed in and the identity pool let a guest in. */
  readonly guest?: boolean;
  /** What they come from, where that is not always the same. Default: the provider's `source`. */
  readonly source?: string;
}

/**
 * The store's immutable copy of one set of credentials. Keys sit behind `#private` fields and are read through getters of
 * the prototype, so no log, serialiser, inspector or developer tool shows them. SDK clients read it as plain credentials;
 * `{ ...spread }` copies nothing, on purpose.
 */
export class SealedCredentials implements AwsCredentials {
  readonly #provided: ProvidedCredentials;

  constructor(provided: ProvidedCredentials) {
    // What another store gives is sealed as well.
    this.#provided = #provided in provided ? provided.#provided : { ...provided };
  }

  get accessKeyId(): string {
    return this.#provided.accessKeyId;
  }
  get secretAccessKey(): string {
    return this.#provided.secretAccessKey;
  }
  get sessionToken(): string {
    // The SDK treats an absent token and an empty one alike: it signs without one.
    return this.#provided.sessionToken ?? '';
  }
  get expiration(): Date {
    return this.#provided.expiration ?? NEVER;
  }
  // A getter cannot be absent, as these may: then they are undefined, which readers take for the same.
  get credentialScope(): string {
    return this.#provided.credentialScope as string;
  }
  get accountId(): string {
    return this.#provided.accountId as string;
  }
}

// The last instant a Date can hold (ECMA-262 §21.4.1.1).
const NEVER = new Date(8_640_000_000_000_000);
