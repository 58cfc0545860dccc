/** Says when the person behind the credentials changes. A {@link Session} is the usual source. */
export interface IdentitySource {
  /** Rises by one when the signed-in identity changes. */
  readonly getEpoch: () => number;
  readonly subscribe: (listener: () => void) => () => void;
  readonly start: () => () => void;
}
