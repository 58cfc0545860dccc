import type { Mutation } from '../mutations.ts';

const folder = 'packages/cognito/src/managedLogin';
const redirectSignIn = `${folder}/createRedirectSignIn.ts`;
const managedLoginTest = `${folder}/createManagedLoginSession.test.ts`;

const foreignState: Mutation['test'] = { file: managedLoginTest, name: 'with %s state is rejected, without any token call' };
const foreignTokens: Mutation['test'] = { file: managedLoginTest, name: 'with tokens of %s is rejected, and these tokens are revoked' };
const foreignPath: Mutation['test'] = {
  file: managedLoginTest,
  name: 'leads to / where returnTo is %j, when it is given and when it was put there later',
};

/** Believing what comes back from a sign-in page. */
export const redirectMutations: readonly Mutation[] = [
  {
    invariant: 4,
    what: 'Whoever is sent back is signed in, though this tab has asked for somebody else.',
    file: redirectSignIn,
    find: 'transaction !== undefined && isSameText(transaction.state, callback.state)',
    replace: 'transaction !== undefined && isSameText(transaction.state, transaction.state)',
    test: foreignState,
  },
  {
    invariant: 4,
    what: 'A state works again and again.',
    file: `${folder}/redirectTransaction.ts`,
    find: 'sessionStorage.removeItem(slot);',
    replace: '',
    test: foreignState,
  },
  {
    invariant: 4,
    what: 'A state works for ever.',
    file: `${folder}/redirectTransaction.ts`,
    find: '< REDIRECT_LIFETIME_MS',
    replace: '< REDIRECT_LIFETIME_MS * 1_000',
    test: foreignState,
  },
  {
    invariant: 4,
    what: 'The beginning of a state is enough.',
    file: `${folder}/isSameText.ts`,
    find: 'let difference = one.length ^ other.length;',
    replace: 'let difference = 0;',
    test: foreignState,
  },
  {
    invariant: 4,
    what: 'Tokens that were issued for another sign-in are taken.',
    file: redirectSignIn,
    find: ' && isSameText(nonce, String(given))',
    replace: ' && isSameText(nonce, nonce) && given !== null',
    test: foreignTokens,
  },
  {
    invariant: 4,
    what: 'Tokens of another issuer are taken.',
    file: redirectSignIn,
    find: 'iss === issuer && aud',
    replace: 'iss !== undefined && aud',
    test: foreignTokens,
  },
  {
    invariant: 4,
    what: 'Tokens that were issued to another app are taken.',
    file: redirectSignIn,
    find: 'aud === clientId &&',
    replace: 'aud !== undefined &&',
    test: foreignTokens,
  },
  {
    invariant: 4,
    what: 'Tokens that nobody takes live on.',
    file: redirectSignIn,
    find: 'options.revoke(tokens).catch(() => undefined);',
    replace: '',
    test: foreignTokens,
  },
  {
    invariant: 4,
    what: 'The answer of another issuer is taken for that of ours.',
    file: redirectSignIn,
    find: 'sender !== undefined && sender !== issuer',
    replace: 'sender !== undefined && sender === undefined',
    test: { file: managedLoginTest, name: 'that names %s as its sender is judged by that' },
  },
  {
    invariant: 4,
    what: 'What somebody has put into sessionStorage is taken for a sign-in of this tab.',
    file: `${folder}/redirectTransaction.ts`,
    find: 'if (isOurs && Math.abs',
    replace: 'if ((isOurs || !isOurs) && Math.abs',
    test: {
      file: managedLoginTest,
      name: 'is rejected where sessionStorage holds %j in place of what this tab began with',
    },
  },
  {
    invariant: 10,
    what: 'A page that comes back from the sign-in page goes on waiting to be left.',
    file: redirectSignIn,
    find: 'const stopListening = page.onShow(goOn);',
    replace: 'const stopListening = page.onShow(() => undefined);',
    test: { file: managedLoginTest, name: 'leaves a usable page behind for somebody who comes back without having signed in' },
  },
  {
    invariant: 6,
    what: 'The code verifier goes over the address in place of its hash.',
    file: redirectSignIn,
    find: 'code_challenge: toBase64Url(new Uint8Array(digest)),',
    replace: 'code_challenge: digest.byteLength > 0 ? codeVerifier : codeVerifier,',
    test: {
      file: managedLoginTest,
      name: 'asks for a code with state, nonce and an S256 challenge, all new every time, and has nothing secret in its address',
    },
  },
  {
    invariant: 6,
    what: 'Every sign-in has the same code verifier.',
    file: redirectSignIn,
    find: 'const [state, nonce, codeVerifier] = [randomText(), randomText(), randomText()];',
    replace: "const [state, nonce, codeVerifier] = [randomText(), randomText(), 'a'.repeat(43)];",
    test: {
      file: managedLoginTest,
      name: 'asks for a code with state, nonce and an S256 challenge, all new every time, and has nothing secret in its address',
    },
  },
  {
    invariant: 6,
    what: 'The code stays in the address until tokens have come for it.',
    file: redirectSignIn,
    find: 'page.replaceUrl(returnTo);',
    replace: "if (href !== undefined) page.replaceUrl(href); void Promise.resolve().then(() => page.replaceUrl(returnTo));",
    test: { file: managedLoginTest, name: 'takes the code out of the address before anything else is done' },
  },
  {
    invariant: 6,
    what: 'A link chooses the site that somebody is led to after signing in.',
    file: `${folder}/sameOriginPath.ts`,
    find: "path.startsWith('/') && url.origin === origin && new URL(found, origin).origin === origin",
    replace: 'url.origin !== undefined && new URL(found, origin) !== undefined',
    test: { file: `${folder}/sameOriginPath.test.ts`, name: 'makes / of %j' },
  },
  {
    invariant: 6,
    what: 'A path that was put into storage is believed.',
    file: redirectSignIn,
    find: 'sameOriginPath(transaction.returnTo, origin)',
    replace: 'String(transaction.returnTo)',
    test: foreignPath,
  },
  {
    invariant: 4,
    what: 'A path that looks like an answer ends the sign-in that has led to it.',
    file: redirectSignIn,
    find: "if (readCallback(origin + returnTo, redirectUri)) returnTo = '/';",
    replace: '',
    test: { file: managedLoginTest, name: 'leads to / where returnTo, %j of redirectUri, looks like an answer itself' },
  },
  {
    invariant: 10,
    what: 'Who has signed out waits for the sign-in that is being completed.',
    file: redirectSignIn,
    find: 'completing = NOTHING_TO_COMPLETE;\n        flow.reset();',
    replace: 'flow.reset();',
    test: { file: managedLoginTest, name: 'waits for nothing, and has the tokens revoked that come after all: %j' },
  },
];
