/** What the sign-in page has sent somebody back with. */
export interface Callback {
  readonly state: string;
  readonly code: string | undefined;
  /** In the words of OAuth 2.0, e.g. `access_denied`. */
  readonly error: string | undefined;
  /** Who says so (RFC 9207), where it is said. */
  readonly issuer: string | undefined;
}

/**
 * Reads the answer out of a page's address.
 * @param redirectUri - The only address whose `code` and `error` are read.
 * @returns `undefined` when the page is none that somebody was sent back to.
 */
export function readCallback(href: string, redirectUri: string): Callback | undefined {
  const { origin, pathname, searchParams } = new URL(href);
  const expected = new URL(redirectUri);
  const read = (name: string): string | undefined => searchParams.get(name) ?? undefined;
  const [code, error] = [read('code'), read('error')];
  if (origin !== expected.origin || pathname !== expected.pathname || (code ?? error) === undefined) return undefined;
  return { state: read('state') ?? '', code, error, issuer: read('iss') };
}
