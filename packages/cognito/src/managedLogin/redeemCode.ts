import {
  findPassingFault,
  readServerTime,
  sendRequest,
  type Clock,
  type Environment,
  type ServerClock,
  type TokenSet,
} from '@valetkey/core';
import { readTokens } from '../tokens/readTokens.ts';
import { toRedirectError } from './toRedirectError.ts';

/** What a code is redeemed with. */
export interface CodeRedemption {
  /** URL of the token endpoint. */
  readonly endpoint: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly code: string;
  readonly codeVerifier: string;
  readonly clock: Clock;
  readonly environment: Environment;
  readonly serverClock: ServerClock;
}

/**
 * Gets tokens for a code. Sent once: a code works once, so that nothing is gained by sending it again.
 * @throws CredentialsError `NETWORK`, `TIMEOUT`, `THROTTLED`, `SERVICE_UNAVAILABLE`, or as `toRedirectError`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
export function redeemCode(redemption: CodeRedemption): Promise<TokenSet> {
  const { endpoint, clientId, redirectUri, code, codeVerifier, clock, environment, serverClock } = redemption;
  const init: RequestInit = {
    method: 'POST',
    // A form: browsers send it without asking first.
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: redirectUri,
      code,
      code_verifier: codeVerifier,
    }),
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  };
  return sendRequest({ endpoint, environment, clock }, init, (response, text, isLate) => {
    const answer = parseTexts(text);
    const name = answer['error'] ?? '';
    if (!response.ok) throw findPassingFault(response, { name, requestId: undefined }) ?? toRedirectError(name);
    const tokens = readTokens({ idToken: answer['id_token'], accessToken: answer['access_token'], refreshToken: answer['refresh_token'] });
    if (!isLate) {
      serverClock.observe(readServerTime(response.headers));
      // Issued this moment, and there also where CORS hides the date.
      serverClock.observe(Number(tokens.claims['iat']) * 1000);
    }
    return tokens;
  });
}

/** The members of an answer that are texts. A page in its place, as of a captive portal, has none. */
function parseTexts(text: string): Readonly<Record<string, string | undefined>> {
  try {
    const members = Object.entries(Object(JSON.parse(text)) as object);
    return Object.fromEntries(members.filter((member): member is [string, string] => typeof member[1] === 'string'));
  } catch {
    return {};
  }
}
