import { CredentialsError, type Clock, type ServerClock, type TokenSet } from '@valetkey/core';
import {
  CognitoAccessToken,
  CognitoIdToken,
  CognitoRefreshToken,
  CognitoUserSession,
  type CognitoUser,
} from 'amazon-cognito-identity-js';
import type { TokenService } from '../tokens/createSession.ts';
import { readTokens } from '../tokens/readTokens.ts';
import { toUser } from '../tokens/toUser.ts';
import { toRefreshError } from '../wire/toRefreshError.ts';
import { callLibrary } from './callLibrary.ts';

// The library calls it itself when it signs out; its types leave it out.
interface TokenRevoker {
  readonly revokeTokens: (callback: (error?: unknown) => void) => void;
}

/** The library's side of a session. */
export interface LibraryTokenService extends TokenService {
  /** Reads the tokens of a session that has just come. */
  readonly receive: (session: CognitoUserSession) => TokenSet;
}

/**
 * Refreshes and revokes through the library.
 * @param userNamed - Makes the library's object for one call.
 */
export function createLibraryTokenService(
  userNamed: (username: string) => CognitoUser,
  clock: Clock,
  serverClock: ServerClock,
): LibraryTokenService {
  const receive = (session: CognitoUserSession): TokenSet => {
    const tokens = readTokens({
      idToken: session.getIdToken().getJwtToken(),
      accessToken: session.getAccessToken().getJwtToken(),
      refreshToken: session.getRefreshToken().getToken(),
    });
    // Issued this moment. The library shows no response headers.
    serverClock.observe(Number(tokens.claims['iat']) * 1000);
    return tokens;
  };

  const refresh = async (tokens: TokenSet): Promise<TokenSet> => {
    // The library can be signed in without one, as after an implicit grant: such a session ends with its tokens.
    if (!tokens.refreshToken) throw new CredentialsError('SESSION_EXPIRED');
    const session = await callLibrary<CognitoUserSession>(
      clock,
      (onSuccess, onFailure) => {
        const { username } = toUser(tokens);
        userNamed(username).refreshSession(toRefreshToken(tokens), (failure: unknown, renewed: CognitoUserSession) =>
          failure ? onFailure(failure) : onSuccess(renewed),
        );
      },
      toRefreshError,
    );
    return receive(session);
  };

  return {
    receive,
    refresh,
    revoke: (tokens) =>
      callLibrary<void>(clock, (onSuccess, onFailure) => {
        const user = signedIn(tokens) as CognitoUser & TokenRevoker;
        user.revokeTokens((failure) => (failure ? onFailure(failure) : onSuccess()));
      }),
    async signOutEverywhere(tokens) {
      // It takes a valid access token; after an idle hour there is none.
      const valid = tokens.expiresAt > serverClock.now() ? tokens : await refresh(tokens);
      await callLibrary(clock, (onSuccess, onFailure) => signedIn(valid).globalSignOut({ onSuccess, onFailure }));
    },
  };

  /** The library's object for somebody who is signed in with these tokens. */
  function signedIn(tokens: TokenSet): CognitoUser {
    const user = userNamed(toUser(tokens).username);
    user.setSignInUserSession(
      new CognitoUserSession({
        IdToken: new CognitoIdToken({ IdToken: tokens.idToken }),
        AccessToken: new CognitoAccessToken({ AccessToken: tokens.accessToken }),
        RefreshToken: toRefreshToken(tokens),
      }),
    );
    return user;
  }
}

function toRefreshToken({ refreshToken = '' }: TokenSet): CognitoRefreshToken {
  return new CognitoRefreshToken({ RefreshToken: refreshToken });
}
