/** An error answer of an AWS service, before it is mapped to a code. */
export interface ServiceRefusal {
  /** The error's name, e.g. `'NotAuthorizedException'`. */
  readonly name: string;
  /** The service's own words. May name a user: map it, never pass it on. */
  readonly message: string;
  readonly requestId: string | undefined;
}
