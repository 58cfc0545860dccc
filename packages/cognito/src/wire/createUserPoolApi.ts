import {
  callAwsJson,
  readClaims,
  type Clock,
  type CredentialsError,
  type Environment,
  type ServerClock,
  type ServiceRefusal,
  type TokenSet,
} from '@valetkey/core';
import type { TokenService } from '../tokens/createSession.ts';
import { readTokens } from '../tokens/readTokens.ts';
import { toRefreshError } from './toRefreshError.ts';
import { toSignInError } from './toSignInError.ts';

/** `AuthenticationResult`, as a user pool sends it. */
export interface AuthenticationResult {
  readonly IdToken: string;
  readonly AccessToken: string;
  /** Absent where the caller keeps the refresh token it has. */
  readonly RefreshToken?: string;
}

/** One app client of a user pool, on the wire. */
export interface UserPoolApi extends TokenService {
  /**
   * Calls an operation that takes no signature; `ClientId` is added.
   * @throws CredentialsError as `callAwsJson`, or what `toError` makes of a refusal. Default `toSignInError`.
   */
  readonly call: <Answer = unknown>(
    operation: string,
    body: Readonly<Record<string, unknown>>,
    toError?: (refusal: ServiceRefusal) => CredentialsError,
    signal?: AbortSignal,
  ) => Promise<Answer>;
  /**
   * Reads the tokens of an answer that has just come.
   * @throws CredentialsError `SERVICE_UNAVAILABLE` when it holds none: something else answered in the service's place.
   */
  readonly receive: (result?: Partial<AuthenticationResult>, refreshToken?: string) => TokenSet;
}

/** Makes the wire client. It sends nothing by itself. */
export function createUserPoolApi(
  endpoint: string,
  clientId: string,
  clock: Clock,
  environment: Environment,
  serverClock: ServerClock,
): UserPoolApi {
  let serverTime: number | undefined;

  const call: UserPoolApi['call'] = (operation, body, toError = toSignInError, signal) => {
    serverTime = undefined;
    return callAwsJson({
      endpoint,
      target: `AWSCognitoIdentityProviderService.${operation}`,
      body: { ClientId: clientId, ...body },
      environment,
      clock,
      toError,
      signal,
      onServerTime: (serverTimeMs) => serverClock.observe((serverTime = serverTimeMs)),
    });
  };

  const receive: UserPoolApi['receive'] = ({ IdToken: idToken, AccessToken: accessToken, RefreshToken } = {}, refreshToken) => {
    const tokens = readTokens({ idToken, accessToken, refreshToken: RefreshToken ?? refreshToken });
    // Issued this moment. It says what the Date header says, also where CORS hides that; and what came too late tells no time.
    if (serverTime !== undefined) serverClock.observe(Number(tokens.claims['iat']) * 1000);
    return tokens;
  };

  // The only operation that works with and without refresh token rotation. Where the pool remembers devices, the tokens of
  // one are refreshed only for whoever names it, and the access token does. Elsewhere it says nothing, and nothing is sent.
  const refresh = ({ accessToken, refreshToken }: TokenSet, signal?: AbortSignal): Promise<TokenSet> =>
    call<{ readonly AuthenticationResult?: AuthenticationResult }>(
      'GetTokensFromRefreshToken',
      { RefreshToken: refreshToken, DeviceKey: readClaims(accessToken)['device_key'] },
      toRefreshError,
      signal,
    ).then((answer) => receive(answer.AuthenticationResult, refreshToken));

  return {
    call,
    receive,
    refresh,
    revoke: ({ refreshToken }) => call('RevokeToken', { Token: refreshToken }),
    async signOutEverywhere(tokens) {
      // It takes a valid access token; after an idle hour there is none.
      const valid = tokens.expiresAt > serverClock.now() ? tokens : await refresh(tokens);
      await call('GlobalSignOut', { ClientId: undefined, AccessToken: valid.accessToken });
    },
  };
}
