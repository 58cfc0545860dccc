import type { Mutation } from '../mutations.ts';

const refusals = 'packages/server/src/broker/refusals.test.ts';
const sessions = 'packages/server/src/broker/sessions.test.ts';
const credentials = 'packages/server/src/broker/credentials.test.ts';
const checkRequest = 'packages/server/src/broker/checkRequest.ts';
const sessionCookie = 'packages/server/src/tokens/sessionCookie.ts';
const sessionCookieTest = 'packages/server/src/tokens/sessionCookie.test.ts';
const cookieKeeper = 'packages/server/src/tokens/createCookieKeeper.ts';

/** A broker that gives to whom it must not, or keeps what it must not. */
export const brokerMutations: readonly Mutation[] = [
  {
    invariant: 1,
    what: 'A broker spends a refresh token twice when tabs ask at once.',
    file: cookieKeeper,
    find: 'lock: turns.take,',
    replace: 'lock: (_, work) => work(),',
    test: { file: credentials, name: 'are refreshed once for ten tabs that ask at once, with ten scopes, although there is no grace' },
  },
  {
    invariant: 1,
    what: 'A broker goes by the refresh token of an old cookie.',
    file: cookieKeeper,
    find: 'known !== undefined && known.generation > (carried?.generation ?? 0) ? known : carried',
    replace: 'carried',
    test: { file: credentials, name: 'of a cookie that is older than the last refresh are not spent again: the process knows the newer ones' },
  },
  {
    invariant: 4,
    what: 'A session that was signed out comes back when a request ends that was on its way.',
    file: 'packages/server/src/tokens/createMemorySessions.ts',
    find: 'if (isThere) entries.set(key, { text, expiresAt });',
    replace: 'entries.set(key, { text, expiresAt });',
    test: { file: 'packages/server/src/tokens/createMemorySessions.test.ts', name: 'that were removed, or have expired, are not brought back by whoever was at work' },
  },
  {
    invariant: 4,
    what: 'A broker’s session outlives its limits.',
    file: 'packages/server/src/tokens/keptSession.ts',
    find: 'return Math.min(since + maxAgeMs, seen + idleMs);',
    replace: 'return seen + idleMs;',
    test: { file: sessions, name: 'ends twelve hours after the sign-in, however much it is used' },
  },
  {
    invariant: 4,
    what: 'A sign-out whose revocation fails leaves the session to whoever has its cookie.',
    file: 'packages/server/src/broker/endSession.ts',
    find: '    await keeper.remove(named.id);\n',
    replace: '',
    test: { file: sessions, name: 'that has ended in this process does not come back with a copy of its cookie' },
  },
  {
    invariant: 4,
    what: 'A sign-out at a broker is given up with the page.',
    file: 'packages/server/src/page/callBroker.ts',
    find: "keepalive: endpoint === 'sign-out',",
    replace: 'keepalive: false,',
    test: { file: 'scripts/broker/broker.e2e.test.ts', name: 'has signed out although it is left in the same moment' },
  },
  {
    invariant: 6,
    what: 'A broker answers a sibling domain.',
    file: checkRequest,
    find: "site === 'same-origin' ||",
    replace: "site === 'same-origin' || site === 'same-site' ||",
    test: { file: refusals, name: 'a request of a sibling subdomain, to which SameSite=Strict sends the cookie along' },
  },
  {
    invariant: 6,
    what: 'A broker that one sibling domain may ask answers all of them.',
    file: checkRequest,
    find: '|| allowedOrigins.includes(origin)) return true;',
    replace: "|| (site === 'same-site' && allowedOrigins.length > 0)) return true;",
    test: { file: refusals, name: 'opens the broker for no other: not for %s' },
  },
  {
    invariant: 6,
    what: 'A broker takes a cookie of a sibling domain for its own, because of a space that only servers take for one.',
    file: sessionCookie,
    find: '/^[ \\t]*(',
    replace: '/^\\s*(',
    test: { file: sessionCookieTest, name: 'names no session behind the space %j, which browsers take for a part of the name' },
  },
  {
    invariant: 6,
    what: 'A broker takes a cookie of a sibling domain for its own, because it comes before the other.',
    file: sessionCookie,
    find: 'cookies.set(name, cookies.has(name) ? NOBODYS : value);',
    replace: 'cookies.set(name, cookies.get(name) ?? value);',
    test: { file: sessions, name: 'is not taken for that of a sibling domain, whose cookie of the same name came %s it' },
  },
  {
    invariant: 4,
    what: 'A late answer to somebody who has left signs whoever came next out.',
    file: 'packages/server/src/broker/giveCredentials.ts',
    find: "      return refuse(context, visitor, 'SESSION_OVER');\n",
    replace: "      return withoutCookie(context, visitor, refuse(context, visitor, 'SESSION_OVER'));\n",
    test: { file: sessions, name: 'that is signed out while credentials are on their way gives none, stays ended, and leaves whoever has signed in since alone' },
  },
  {
    invariant: 6,
    what: 'A broker answers a request that a form could have sent.',
    file: checkRequest,
    find: "  if (!headers.get(header)) return 'HEADER_MISSING';\n",
    replace: '',
    test: { file: refusals, name: 'a request without the header that only a script of the site can send (%j)' },
  },
  {
    invariant: 6,
    what: 'A cookie of one app opens in another that has the same keys.',
    file: 'packages/server/src/tokens/createSessionSealer.ts',
    find: '`valetkey:v1:${info}:${purpose}`',
    replace: '`valetkey:v1:${info}`',
    test: { file: sessions, name: 'of one app is nobody’s in another that has the same keys' },
  },
  {
    invariant: 6,
    what: 'What a broker answers may be kept by a cache.',
    file: 'packages/server/src/broker/brokerAnswer.ts',
    find: "    'cache-control': 'private, no-store',\n",
    replace: '',
    test: { file: refusals, name: 'may keep any answer, whatever it says' },
  },
  {
    invariant: 6,
    what: 'A broker believes what a page says of the tokens it hands over.',
    file: 'packages/server/src/broker/handOver.ts',
    find: "forceRefresh: from === 'page'",
    replace: 'forceRefresh: false',
    test: { file: sessions, name: 'takes the tokens of a page over: the answer holds none, and the refresh token that the page had is spent' },
  },
  {
    invariant: 6,
    what: 'A page keeps the session that has signed in, and its tokens, although a broker has taken them over.',
    file: 'packages/server/src/page/createBrokerSignIn.ts',
    find: '      renew();\n',
    replace: '',
    test: { file: 'scripts/broker/broker.e2e.test.ts', name: 'holds no token in its memory either, closures included, after the sign-in' },
  },
  {
    invariant: 4,
    what: 'Tokens that somebody has turned back from before they came live on.',
    file: 'packages/server/src/page/createBrokerSignIn.ts',
    find: '    session.signIn.reset();\n',
    replace: '',
    test: { file: 'packages/server/src/page/createBrokerSession.test.ts', name: 'is asked of no broker, and the tokens that come after all are revoked' },
  },
  {
    invariant: 8,
    what: 'A page is granted any scope that it asks a broker for.',
    file: 'packages/server/src/broker/giveCredentials.ts',
    find: 'return grant(asked, user);',
    replace: 'grant(asked, user);\n  return asked;',
    test: { file: credentials, name: 'is what the broker grants of it, and the answer says that it is narrowed' },
  },
];
