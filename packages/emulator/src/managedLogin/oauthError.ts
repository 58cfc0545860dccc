/** A refusal in the words of OAuth 2.0: `invalid_grant`, `invalid_scope`. */
export class OAuthError extends Error {
  /** RFC 6749, sections 4.1.2.1 and 5.2. */
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
  }
}

/** The refusal as the token endpoint answers it. */
export function oauthErrorAnswer({ code, message, status }: OAuthError): Response {
  return Response.json({ error: code, error_description: message }, { status, headers: { 'cache-control': 'no-store' } });
}
