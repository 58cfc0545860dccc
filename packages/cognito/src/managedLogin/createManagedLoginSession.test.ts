import { createHash } from 'node:crypto';
import { CredentialsError, type SessionSnapshot } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import { createInPageFetch } from '@valetkey/emulator/in-page';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createUserPoolSession } from '../createUserPoolSession.ts';
import { createOrigin } from '../testKit/createOrigin.ts';
import type { SimulatedTab } from '../testKit/createSimulatedTab.ts';
import { appUrl, callbackUrl, openManagedLogin, openTab, pagesUrl } from '../testKit/openManagedLogin.ts';
import { createManagedLoginSession, type ManagedLoginSession } from './createManagedLoginSession.ts';
import type { ManagedLoginSessionOptions } from './managedLoginSessionOptions.ts';
import { REDIRECT_LIFETIME_MS } from './redirectTransaction.ts';

const { user: ada, userPoolId, userPoolClientId } = emulatorDefaults;
const ISSUER = `https://cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`;
const STATE = /^[\w-]{43}$/;

const errorOf = (session: ManagedLoginSession) => session.signIn.getSnapshot().error?.code;
const keptIn = (tab: SimulatedTab) => JSON.parse([...tab.kept.values()][0] ?? '{}') as Record<string, string>;
/** Loads the page that an address leads to, and completes the sign-in that it may bring. */
async function arrive({ load }: Awaited<ReturnType<typeof openManagedLogin>>, tab: SimulatedTab, url: string, options?: Partial<ManagedLoginSessionOptions>) {
  tab.goTo(url);
  const session = load(tab, options);
  await session.completeSignIn();
  return session;
}

describe('the way to the sign-in page', () => {
  it('asks for a code with state, nonce and an S256 challenge, all new every time, and has nothing secret in its address', async () => {
    const app = await openManagedLogin();
    const asked: string[] = [];
    for (let round = 0; round < 2; round += 1) {
      const tab = openTab();
      const went = tab.waitUntilLeft();
      void app.load(tab).signInWithRedirect();
      const { origin, pathname, searchParams } = new URL(await went);
      expect(origin + pathname).toBe(`${pagesUrl}/oauth2/authorize`);
      const { state, nonce, code_challenge: challenge, ...rest } = Object.fromEntries(searchParams);
      expect(rest).toEqual({
        response_type: 'code',
        client_id: userPoolClientId,
        redirect_uri: callbackUrl,
        scope: 'openid email',
        code_challenge_method: 'S256',
      });
      const { codeVerifier = '' } = keptIn(tab);
      expect(challenge).toBe(createHash('sha256').update(codeVerifier).digest('base64url'));
      for (const text of [state, nonce, codeVerifier]) expect(text).toMatch(STATE);
      asked.push(state!, nonce!, codeVerifier);
      expect(await went).not.toContain(codeVerifier);
    }
    expect(new Set(asked).size).toBe(6);
  });

  it('passes on provider, login hint, language, prompt and scopes', async () => {
    const app = await openManagedLogin();
    const tab = openTab();
    const went = tab.waitUntilLeft();
    const session = app.load(tab, { scopes: ['openid', 'phone'], domain: 'login.album.example' });
    void session.signInWithRedirect({ provider: 'Google', loginHint: ada.email, lang: 'ar', prompt: 'login' });
    const { origin, searchParams } = new URL(await went);
    expect(origin).toBe('https://login.album.example');
    expect(Object.fromEntries(searchParams)).toMatchObject({
      identity_provider: 'Google',
      login_hint: ada.email,
      lang: 'ar',
      prompt: 'login',
      scope: 'openid phone',
    });
  });

  it('is gone once, however often the button is pressed', async () => {
    const app = await openManagedLogin();
    const tab = openTab();
    const session = app.load(tab);
    const went = tab.waitUntilLeft();
    void session.signInWithRedirect();
    void session.signInWithRedirect();
    const { step } = session.signIn.getSnapshot();
    if (step.kind === 'redirect') void step.submit();
    await went;
    expect([session.signIn.getSnapshot().pending, tab.left.length]).toEqual([true, 1]);
  });

  it('leaves a usable page behind for somebody who comes back without having signed in', async () => {
    const app = await openManagedLogin();
    const tab = openTab();
    const session = app.load(tab);
    const went = tab.waitUntilLeft();
    const leaving = session.signInWithRedirect();
    await went;
    tab.show();
    await leaving;
    expect(session.signIn.getSnapshot()).toMatchObject({ step: { kind: 'redirect' }, pending: false, error: undefined });
    expect([tab.listeners(), app.clock.pendingTimers]).toEqual([0, 0]);
    const back = await app.visit(tab, session);
    expect((await arrive(app, tab, back)).getSnapshot().status).toBe('signed-in');
  });

  it('leaves a usable page behind where the browser has not left it within ten seconds', async () => {
    const app = await openManagedLogin();
    const tab = openTab();
    const session = app.load(tab);
    const went = tab.waitUntilLeft();
    const leaving = session.signInWithRedirect();
    await went;
    await app.clock.advanceBy(10_000);
    await leaving;
    expect(session.signIn.getSnapshot()).toMatchObject({ pending: false, error: undefined });
    expect([tab.listeners(), app.clock.pendingTimers]).toEqual([0, 0]);
  });

  it('is not gone where sessionStorage is blocked: nobody would be known to have gone it', async () => {
    const app = await openManagedLogin();
    const tab = openTab();
    Object.defineProperty(tab.page, 'sessionStorage', {
      get() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
    const session = app.load(tab);
    await session.signInWithRedirect();
    expect([errorOf(session), tab.left]).toEqual(['STORAGE_UNAVAILABLE', []]);
  });

  it('is not gone from another origin than that of the way back, which says so', async () => {
    const app = await openManagedLogin();
    const tab = openTab();
    tab.goTo('http://127.0.0.1:5173/');
    const session = app.load(tab);
    await session.signInWithRedirect();
    expect(session.signIn.getSnapshot().error?.message).toContain('not of the origin of redirectUri, http://localhost:5173');
    expect(tab.left).toEqual([]);
  });

  it('is not gone where the sign-in is taken back before it is known', async () => {
    const app = await openManagedLogin();
    const tab = openTab();
    const session = app.load(tab);
    const leaving = session.signInWithRedirect();
    session.signIn.reset();
    await leaving;
    expect([tab.left, tab.listeners(), app.clock.pendingTimers]).toEqual([[], 0, 0]);
    expect((await arrive(app, tab, await app.visit(tab, session))).getSnapshot().status).toBe('signed-in');
  });
});

describe('the way back', () => {
  it('signs in with one call, says nothing of who is signed in before, and leads to where the person was', async () => {
    const app = await openManagedLogin();
    const tab = openTab();
    tab.goTo(`${appUrl}album?page=2#top`);
    tab.goTo(await app.visit(tab, app.load(tab)));
    const session = app.load(tab);
    const seen: SessionSnapshot['status'][] = [];
    session.subscribe(() => seen.push(session.getSnapshot().status));
    const stop = session.start();
    expect(tab.history.at(-1)).toBe(`${appUrl}album?page=2#top`);
    expect(await session.completeSignIn()).toBe('/album?page=2#top');
    await app.clock.advanceBy(0);
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', epoch: 1, user: { email: ada.email } });
    expect(session.signIn.getSnapshot()).toMatchObject({ step: { kind: 'signed-in', username: ada.email }, pending: false, error: undefined });
    expect([seen, app.tokenCalls(), app.environment.requests, tab.kept.size]).toEqual([['signed-in'], 1, 1, 0]);
    stop();
  });

  it('takes the code out of the address before anything else is done', async () => {
    const app = await openManagedLogin();
    const tab = openTab();
    const back = await app.visit(tab, app.load(tab));
    tab.goTo(back);
    const code = new URL(back).searchParams.get('code') ?? 'no code';
    const addresses: string[] = [];
    const note = () => addresses.push(tab.history.join(' '));
    const { getItem } = tab.page.sessionStorage;
    Object.assign(tab.page.sessionStorage, { getItem: (key: string) => (note(), getItem(key)) });
    const session = app.load(tab);
    session.signIn.subscribe(note);
    void session.completeSignIn();
    // Already: nothing was waited for.
    note();
    await session.completeSignIn();
    expect(addresses.length).toBeGreaterThan(3);
    expect(addresses.join(' ')).not.toContain(code);
  });

  const spoilers: readonly (readonly [string, (taken: Taken) => unknown])[] = [
    ['a foreign', ({ back }) => back.searchParams.set('state', 'a'.repeat(43))],
    ['a longer', ({ back }) => back.searchParams.set('state', `${back.searchParams.get('state')}a`)],
    ['no', ({ back }) => back.searchParams.delete('state')],
    ['an empty', ({ back }) => back.searchParams.set('state', '')],
    ['a used', ({ app, tab, back }) => arrive(app, tab, back.href)],
    ['an expired', ({ app }) => app.clock.advanceBy(REDIRECT_LIFETIME_MS)],
    ['another tab’s', ({ tab }) => tab.kept.clear()],
    // The clock was set back in between: how old it is, nobody knows.
    ['a future', ({ app }) => app.clock.jumpBy(-REDIRECT_LIFETIME_MS)],
  ];
  it.each(spoilers)('with %s state is rejected, without any token call', async (_, spoil) => {
    const app = await openManagedLogin();
    const tab = openTab();
    const back = new URL(await app.visit(tab, app.load(tab)));
    await spoil({ app, tab, back });
    const before = app.tokenCalls();
    const session = await arrive(app, tab, back.href);
    expect([errorOf(session), app.tokenCalls() - before, tab.history.at(-1)]).toEqual(['REDIRECT_REJECTED', 0, callbackUrl]);
    await expect(session.getTokens()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    // Nobody is stuck: the next attempt works.
    expect((await arrive(app, tab, await app.visit(tab, session))).getSnapshot().status).toBe('signed-in');
  });

  it.each(['', 'null', '{', '[]', '{"state":""}', '{"state":"","nonce":"","codeVerifier":"","returnTo":"/","startedAt":1767225600000}'])(
    'is rejected where sessionStorage holds %j in place of what this tab began with',
    async (text) => {
      const app = await openManagedLogin();
      const tab = openTab();
      const back = new URL(await app.visit(tab, app.load(tab)));
      const [slot = ''] = tab.kept.keys();
      tab.kept.set(slot, text);
      back.searchParams.delete('state');
      expect([errorOf(await arrive(app, tab, back.href)), app.tokenCalls()]).toEqual(['REDIRECT_REJECTED', 0]);
    },
  );

  it('with a code that somebody else has asked for is rejected: the verifier does not fit', async () => {
    const app = await openManagedLogin();
    const tab = openTab();
    const elsewhere = openTab();
    const back = new URL(await app.visit(tab, app.load(tab)));
    const injected = new URL(await app.visit(elsewhere, app.load(elsewhere))).searchParams.get('code') ?? '';
    back.searchParams.set('code', injected);
    const session = await arrive(app, tab, back.href);
    expect([errorOf(session), app.tokenCalls()]).toEqual(['REDIRECT_REJECTED', 1]);
    await expect(session.getTokens()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  it.each([
    ['another nonce', { nonce: 'a'.repeat(43) }],
    ['no nonce', { nonce: undefined }],
    ['another issuer', { iss: `${ISSUER}0` }],
    ['another audience', { aud: 'another-client' }],
    ['another use', { token_use: 'access' }],
  ])('with tokens of %s is rejected, and these tokens are revoked', async (_, changes) => {
    const app = await openManagedLogin();
    const tab = openTab();
    const back = await app.visit(tab, app.load(tab));
    const network = createInPageFetch(app.emulator);
    app.environment.setFetch(async (input, init) => {
      const response = await network(input, init);
      const answer = (await response.clone().json()) as { readonly id_token?: string };
      return answer.id_token === undefined ? response : Response.json({ ...answer, id_token: withClaims(answer.id_token, changes) });
    });
    const session = await arrive(app, tab, back);
    await app.clock.advanceBy(0);
    expect(errorOf(session)).toBe('REDIRECT_REJECTED');
    await expect(session.getTokens()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect(app.emulator.calls.count('RevokeToken')).toBe(1);
  });

  it.each([
    ['another issuer', `${ISSUER}0`, 'REDIRECT_REJECTED', 0],
    ['our issuer', ISSUER, undefined, 1],
  ])('that names %s as its sender is judged by that', async (_, iss, code, tokenCalls) => {
    const app = await openManagedLogin();
    const tab = openTab();
    const back = new URL(await app.visit(tab, app.load(tab)));
    back.searchParams.set('iss', iss);
    const session = await arrive(app, tab, back.href);
    expect([errorOf(session), app.tokenCalls()]).toEqual([code, tokenCalls]);
  });

  it.each(['//evil.example', '/\\evil.example', '\\evil.example', 'javascript:alert(1)', 'https:evil.example', 'https://evil.example/'])(
    'leads to / where returnTo is %j, when it is given and when it was put there later',
    async (returnTo) => {
      const app = await openManagedLogin();
      const tab = openTab();
      const session = app.load(tab);
      const back = await app.visit(tab, session, { returnTo });
      const [[slot, text]] = [...tab.kept] as [[string, string]];
      expect(JSON.parse(text)).toMatchObject({ returnTo: '/' });
      tab.kept.set(slot, JSON.stringify({ ...keptIn(tab), returnTo }));
      tab.goTo(back);
      expect(await app.load(tab).completeSignIn()).toBe('/');
      expect(tab.history.at(-1)).toBe(appUrl);
    },
  );

  it.each(['?code=abc&state=def', '?error=access_denied'])('leads to / where returnTo, %j of redirectUri, looks like an answer itself', async (query) => {
    const app = await openManagedLogin();
    const tab = openTab();
    const back = await app.visit(tab, app.load(tab), { returnTo: `/callback${query}` });
    tab.goTo(back);
    const session = app.load(tab);
    const stop = session.start();
    expect([await session.completeSignIn(), tab.history.at(-1)]).toEqual(['/', appUrl]);
    expect((await session.getTokens()).claims['email']).toBe(ada.email);
    expect([session.getSnapshot().status, errorOf(session), app.emulator.calls.count('RevokeToken')]).toEqual(['signed-in', undefined, 0]);
    stop();
  });

  it.each([['/?app=album', '/?app=album'], ['/photos/callback', '/photos/callback']])('leads to %s, where that is redirectUri', async (path, shown) => {
    const app = await openManagedLogin();
    const redirectUri = new URL(path, appUrl).href;
    const tab = openTab();
    const went = tab.waitUntilLeft();
    void app.load(tab, { redirectUri }).signInWithRedirect({ returnTo: '/#/photos' });
    const asked = new URL(await went).searchParams;
    expect(asked.get('redirect_uri')).toBe(redirectUri);
    const back = new URL(redirectUri);
    back.searchParams.set('error', 'access_denied');
    const stranger = openTab();
    expect([errorOf(await arrive(app, stranger, back.href, { redirectUri })), stranger.history.at(-1)]).toEqual(['REDIRECT_REJECTED', new URL(shown, appUrl).href]);
    back.searchParams.set('state', asked.get('state') ?? '');
    expect([errorOf(await arrive(app, tab, back.href, { redirectUri })), tab.history.at(-1)]).toEqual(['SIGN_IN_DENIED', `${appUrl}#/photos`]);
  });

  it('makes one token call, though started twice, reloaded, gone back to and opened in another tab', async () => {
    const origin = createOrigin((await openManagedLogin()).clock);
    const app = await openManagedLogin(origin.openPage());
    const tab = openTab();
    const back = await app.visit(tab, app.load(tab));
    tab.goTo(back);
    const session = app.load(tab);
    // As StrictMode does.
    session.start()();
    const stop = session.start();
    const copied = app.load(tab);
    const alsoStop = copied.start();
    await session.completeSignIn();
    await app.clock.advanceBy(0);
    const elsewhere = await arrive(app, openTab(), back);
    const goneBack = await arrive(app, tab, back);
    const reloaded = app.load(tab);
    expect((await reloaded.getTokens()).claims['email']).toBe(ada.email);
    expect([errorOf(session), errorOf(copied), errorOf(elsewhere), errorOf(goneBack)]).toEqual([
      undefined,
      undefined,
      'REDIRECT_REJECTED',
      'REDIRECT_REJECTED',
    ]);
    expect(app.tokenCalls()).toBe(1);
    expect(session.getSnapshot().status).toBe('signed-in');
    stop();
    alsoStop();
  });

  it('with a refusal says so, without any token call, and lets the person try again', async () => {
    const app = await openManagedLogin();
    const tab = openTab();
    const session = await arrive(app, tab, await app.visit(tab, app.load(tab), { visitor: 'cancel', returnTo: '/album' }));
    expect(errorOf(session)).toBe('SIGN_IN_DENIED');
    expect(session.signIn.getSnapshot()).toMatchObject({ step: { kind: 'redirect' }, pending: false });
    expect([app.tokenCalls(), tab.history.at(-1)]).toEqual([0, `${appUrl}album`]);
    expect((await arrive(app, tab, await app.visit(tab, session))).getSnapshot().status).toBe('signed-in');
  });

  it('with a refusal and a code takes the refusal', async () => {
    const app = await openManagedLogin();
    const tab = openTab();
    const back = new URL(await app.visit(tab, app.load(tab)));
    back.searchParams.set('error', 'access_denied');
    expect(errorOf(await arrive(app, tab, back.href))).toBe('SIGN_IN_DENIED');
    expect(app.tokenCalls()).toBe(0);
  });

  it.each([
    ['network', 'NETWORK'],
    ['throttle', 'THROTTLED'],
    ['server-error', 'SERVICE_UNAVAILABLE'],
  ] as const)('that meets %s says what it is, is not repeated, and can be gone again', async (kind, code) => {
    const app = await openManagedLogin();
    const tab = openTab();
    const back = await app.visit(tab, app.load(tab));
    app.emulator.faults.enqueue({ operation: 'ManagedLogin.Token', kind });
    const session = await arrive(app, tab, back);
    expect(session.signIn.getSnapshot().error).toMatchObject({ code, retryable: true });
    expect(app.tokenCalls()).toBe(1);
    expect((await arrive(app, tab, await app.visit(tab, session))).getSnapshot().status).toBe('signed-in');
  });

  it('takes a page in place of an answer (captive portal) for a fault that passes', async () => {
    const app = await openManagedLogin();
    const tab = openTab();
    const back = await app.visit(tab, app.load(tab));
    app.environment.setFetch(async () => new Response('<html>Welcome to our hotel</html>'));
    expect((await arrive(app, tab, back)).signIn.getSnapshot().error).toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryable: true });
  });

  it('is left alone where the address has no answer, or is another page’s', async () => {
    const app = await openManagedLogin();
    for (const url of [callbackUrl, `${callbackUrl}?page=2`, `${appUrl}search?code=abc&state=def`, 'http://127.0.0.1:5173/callback?code=abc&state=def']) {
      const tab = openTab();
      tab.goTo(url);
      const session = app.load(tab);
      expect([await session.completeSignIn(), tab.history.at(-1), errorOf(session)]).toEqual([undefined, url, undefined]);
    }
  });

  it('sends no cookie and no referrer with the code', async () => {
    const app = await openManagedLogin();
    const tab = openTab();
    const back = await app.visit(tab, app.load(tab));
    const network = createInPageFetch(app.emulator);
    const sent: (RequestInit | undefined)[] = [];
    app.environment.setFetch((input, init) => (sent.push(init), network(input, init)));
    await arrive(app, tab, back);
    expect(sent).toMatchObject([{ method: 'POST', credentials: 'omit', referrerPolicy: 'no-referrer' }]);
  });

  it.each([-5, 5])('signs in though the clock of the device is wrong by hours (%j), also where the date of answers is hidden', async (hours) => {
    const app = await openManagedLogin();
    app.emulator.clock.advance(hours * 3_600_000);
    const tab = openTab();
    const back = await app.visit(tab, app.load(tab));
    const network = createInPageFetch(app.emulator);
    app.environment.setFetch(async (input, init) => {
      const response = await network(input, init);
      response.headers.delete('date');
      return response;
    });
    const session = await arrive(app, tab, back);
    expect((await session.getTokens()).claims['email']).toBe(ada.email);
    expect([app.tokenCalls(), app.emulator.calls.count('GetTokensFromRefreshToken')]).toEqual([1, 0]);
  });

  it('repeats no code, state, verifier or token in its errors', async () => {
    const app = await openManagedLogin();
    const tab = openTab();
    const back = await app.visit(tab, app.load(tab));
    const secrets = [...new URL(back).searchParams.values(), ...['nonce', 'codeVerifier'].map((name) => keptIn(tab)[name] ?? '')];
    app.emulator.faults.enqueue({ operation: 'ManagedLogin.Token', kind: 'expired-token' });
    const { error } = (await arrive(app, tab, back)).signIn.getSnapshot();
    const shown = [error?.code, error?.message, error?.stack, String(error?.cause), JSON.stringify(error)].join(' ');
    expect(shown).toContain('REDIRECT_REJECTED');
    for (const secret of secrets) expect(shown).not.toContain(secret);
  });

  it('brings no tokens to a page on a server, which has no address', async () => {
    const app = await openManagedLogin();
    const tab = openTab();
    const session = app.load({ ...tab, page: { ...tab.page, getUrl: () => undefined } });
    session.start()();
    expect([await session.completeSignIn(), app.environment.requests]).toEqual([undefined, 0]);
  });

  it('is looked for in the page itself, of which a server has none', async () => {
    const { environment } = await openManagedLogin();
    const session = createManagedLoginSession({ userPoolId, userPoolClientId, domain: pagesUrl, redirectUri: callbackUrl, environment });
    session.start()();
    expect([await session.completeSignIn(), environment.requests]).toEqual([undefined, 0]);
  });

  it('keeps tokens where a session with a password form finds them, and the other way round', async () => {
    const origin = createOrigin((await openManagedLogin()).clock);
    const app = await openManagedLogin(origin.openPage());
    const tab = openTab();
    await arrive(app, tab, await app.visit(tab, app.load(tab)));
    const { clock, environment } = app;
    const withForm = createUserPoolSession({ userPoolId, userPoolClientId, storage: origin.openPage(), clock, environment });
    expect((await withForm.getTokens()).claims['email']).toBe(ada.email);
    await withForm.signOut();
    await expect(app.load(tab).getTokens()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });
});

describe('signing out while a sign-in that has come back is being completed', () => {
  it.each([undefined, { hostedUi: true }])('waits for nothing, and has the tokens revoked that come after all: %j', async (how) => {
    const origin = createOrigin((await openManagedLogin()).clock);
    const app = await openManagedLogin(origin.openPage());
    const tab = openTab();
    tab.goTo(await app.visit(tab, app.load(tab)));
    const network = createInPageFetch(app.emulator);
    const [asked, answered] = [createBarrier(), createBarrier()];
    app.environment.setFetch(async (input, init) => {
      const response = await network(input, init);
      asked.open();
      await answered.opened;
      return response;
    });
    const session = app.load(tab);
    const stop = session.start();
    const completing = session.completeSignIn();
    await asked.opened;
    expect(app.tokenCalls()).toBe(1);
    expect(await session.signOut(how)).toBeUndefined();
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'signed-out' });
    // Nobody waits for what is dropped: neither who asks again, nor who looks at what is kept.
    expect(await Promise.race([session.completeSignIn(), app.clock.advanceBy(0).then(() => 'waits')])).toBeUndefined();
    answered.open();
    await completing;
    await app.clock.advanceBy(0);
    expect(app.emulator.calls.count('RevokeToken')).toBe(1);
    await expect(session.getTokens()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    await expect(app.load(tab).getTokens()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect(session.signIn.getSnapshot()).toMatchObject({ step: { kind: 'redirect' }, pending: false, error: undefined });
    stop();
  });
});

describe('signing out at the pages as well', () => {
  async function signedIn(options?: Partial<ManagedLoginSessionOptions>) {
    const app = await openManagedLogin();
    const tab = openTab();
    const session = await arrive(app, tab, await app.visit(tab, app.load(tab)), options);
    const before = tab.left.length;
    return { app, session, leftFor: () => tab.left.slice(before) };
  }

  it('comes after the tokens were revoked, and leads back to the app', async () => {
    const { app, session, leftFor } = await signedIn();
    expect(await session.signOut({ hostedUi: true })).toBeUndefined();
    expect(app.emulator.calls.count('RevokeToken')).toBe(1);
    const [url = ''] = leftFor();
    const { searchParams, origin, pathname } = new URL(url);
    expect([origin + pathname, Object.fromEntries(searchParams)]).toEqual([
      `${pagesUrl}/logout`,
      { client_id: userPoolClientId, logout_uri: callbackUrl },
    ]);
    expect((await app.emulator.handle(new Request(url))).headers.get('location')).toBe(callbackUrl);
  });

  it('leads to logoutUri where there is one', async () => {
    const { session, leftFor } = await signedIn({ logoutUri: appUrl });
    await session.signOut({ hostedUi: true });
    expect(new URL(leftFor()[0] ?? '').searchParams.get('logout_uri')).toBe(appUrl);
  });

  it('is done only when asked for, and stays offline on the page, signed out', async () => {
    const { app, session, leftFor } = await signedIn();
    app.environment.setOnline(false);
    expect(await session.signOut({ hostedUi: true })).toMatchObject({ code: 'NETWORK' });
    expect([session.getSnapshot().status, leftFor()]).toEqual(['signed-out', []]);
    const other = await signedIn();
    await other.session.signOut();
    expect(other.leftFor()).toEqual([]);
  });
});

describe('options that cannot work', () => {
  it.each([
    // As an environment variable that is not set.
    ['domain', { domain: undefined as unknown as string }],
    ['redirectUri', { redirectUri: undefined as unknown as string }],
    ['domain', { domain: 'https://' }],
    ['domain', { domain: 'http://login.album.example' }],
    ['redirectUri', { redirectUri: '/callback' }],
    ['redirectUri', { redirectUri: 'http://album.example/callback' }],
    ['redirectUri', { redirectUri: `${callbackUrl}#here` }],
    ['redirectUri', { redirectUri: `${callbackUrl}?state=open` }],
    ['redirectUri', { redirectUri: `${appUrl}/callback` }],
    ['logoutUri', { logoutUri: 'javascript:alert(1)' }],
    ['scopes', { scopes: ['email'] }],
    ['userPoolClientId', { userPoolClientId: 'not one' }],
    ['refreshWindowMs', { refreshWindowMs: -1 }],
  ])('are refused: %s, %j', async (name, options) => {
    const app = await openManagedLogin();
    let thrown: unknown;
    try {
      app.load(openTab(), options);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(CredentialsError);
    expect(thrown).toMatchObject({ code: 'INVALID_OPTION', message: expect.stringContaining(name) as string });
  });
});

describe('options that an environment lacks', () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each([{ domain: undefined as unknown as string }, { domain: '' }, { redirectUri: undefined as unknown as string }])(
    'are refused in production as well, where the environment is another: %j',
    async (options) => {
      const app = await openManagedLogin();
      vi.stubEnv('NODE_ENV', 'production');
      expect(() => app.load(openTab(), options)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION', message: 'INVALID_OPTION. domain, redirectUri' }) as Error);
    },
  );
});

/** A callback that was reached. */
interface Taken {
  readonly app: Awaited<ReturnType<typeof openManagedLogin>>;
  readonly tab: SimulatedTab;
  readonly back: URL;
}

/** A token with other claims, and a signature that no longer fits: nobody in a browser checks that. */
function withClaims(token: string, changes: Readonly<Record<string, unknown>>): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = { ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object), ...changes };
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}

/** Something to wait for until it is opened. */
function createBarrier() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}
