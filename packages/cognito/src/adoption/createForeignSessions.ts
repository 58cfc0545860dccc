import { readClaims } from '@valetkey/core';
import type { TokenStrings } from '../tokens/readTokens.ts';

/** Where another library keeps its sessions: localStorage, as a rule. Any of it may throw. */
export type ForeignStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A session that Amplify or amazon-cognito-identity-js has left. */
export interface ForeignSession {
  /** Tells this sign-in from every other one, however often its tokens are refreshed. No secret. */
  readonly id: string;
  readonly tokens: TokenStrings;
}

/**
 * The sessions of one app client in another library's store. A session is settled once it was taken over or passed over: it
 * is never taken over again, so that a sign-out is one, although the session still lies there. Nothing here throws.
 */
export interface ForeignSessions {
  /** The last person's; `undefined` when there is none, it is torn or tampered with, or the store cannot be read. */
  readonly find: () => ForeignSession | undefined;
  readonly isSettled: (session: ForeignSession) => boolean;
  /** Makes room to settle it; false where nothing can be written. Until it is settled, it is not. */
  readonly canSettle: (session: ForeignSession) => boolean;
  readonly settle: (session: ForeignSession) => void;
  /** Removes what makes a session, everybody's. Device keys stay, as when the other library signs somebody out. */
  readonly remove: () => void;
}

// What they keep of one session. Amplify v6: AuthTokenStorageKeys of @aws-amplify/auth; amazon-cognito-identity-js 6:
// CognitoUser.cacheTokens and cacheUserData. None encodes the name of the person. clockDrift is of no use: seconds in one,
// milliseconds the other way round in the other.
const TOKENS = ['idToken', 'accessToken', 'refreshToken'];
const OF_A_SESSION = [...TOKENS, 'clockDrift', 'userData', 'signInDetails', 'oauthMetadata', 'oidcProvider'];

/**
 * Finds sessions under the keys that Amplify (v5 and v6) and amazon-cognito-identity-js share.
 * @param open - Gives the store. Called whenever it is needed.
 * @param clientId - The app client's id.
 * @param markKey - Where to note, in the same store, which session is settled: both are lost together.
 */
export function createForeignSessions(open: () => ForeignStore, clientId: string, markKey: string): ForeignSessions {
  const prefix = `CognitoIdentityServiceProvider.${clientId}`;
  const lastKey = `${prefix}.LastAuthUser`;
  // Amplify v6, where several people are signed in.
  const everybodyKey = `${prefix}.AuthUserList`;

  return {
    find: () =>
      attempt(() => {
        const store = open();
        const person = `${prefix}.${store.getItem(lastKey)}`;
        const [idToken, accessToken, refreshToken] = TOKENS.map((name) => store.getItem(`${person}.${name}`) ?? '');
        return toSession(clientId, { idToken, accessToken, refreshToken });
      }),
    isSettled: ({ id }) => attempt(() => open().getItem(markKey) === id) ?? false,
    canSettle: ({ id }) =>
      attempt(() => {
        // Longer than what is written in the end: there is room for that then.
        const mark = `${id}?`;
        open().setItem(markKey, mark);
        return open().getItem(markKey) === mark;
      }) ?? false,
    settle: ({ id }) => attempt(() => open().setItem(markKey, id)),
    remove: () =>
      attempt(() => {
        const store = open();
        const people = [store.getItem(lastKey) ?? '', ...(store.getItem(everybodyKey) ?? '').split(',')];
        for (const person of people) {
          for (const name of OF_A_SESSION) store.removeItem(`${prefix}.${person}.${name}`);
        }
        // Last: whoever is stopped before this finds the rest again.
        for (const key of [everybodyKey, lastKey]) store.removeItem(key);
      }),
  };
}

/** A session of this client, with all its tokens, and all of one sign-in: other pages write them one by one. */
function toSession(clientId: string, tokens: TokenStrings): ForeignSession | undefined {
  const [idClaims, accessClaims] = [readClaims(tokens.idToken ?? ''), readClaims(tokens.accessToken ?? '')];
  const isOurs = idClaims['aud'] === clientId && accessClaims['client_id'] === clientId;
  const id = signInOf(idClaims);
  return isOurs && id === signInOf(accessClaims) && tokens.refreshToken ? { id, tokens } : undefined;
}

/** What tokens of one sign-in have in common. */
function signInOf({ origin_jti: family, sub, auth_time: at }: Readonly<Record<string, unknown>>): string {
  // Only app clients with token revocation say it outright.
  return JSON.stringify(family ?? [sub, at]);
}

function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    // What a parser says is not passed on: it quotes the token.
    return undefined;
  }
}
