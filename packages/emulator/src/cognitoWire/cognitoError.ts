/** An error a Cognito service answers with. Always HTTP 400 on the wire, except internal ones. */
export class CognitoError extends Error {
  /** The `__type` of the answer, for example `NotAuthorizedException`. */
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
  }
}
