import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { callCognito } from '../cognitoWire/callCognito.test.fixture.ts';
import { createEmulator, defaultSeed, emulatorDefaults, type Emulator } from '../index.ts';
import { totpCode } from '../totp.ts';

const { userPoolClientId: clientId, rotatingUserPoolClientId, userPoolId, user: ada } = emulatorDefaults;
const base = 'http://127.0.0.1:4577';
const callback = 'http://localhost:5173/callback';
const totpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const phone = '+441632961843';
const minute = 60_000;

let emulator: Emulator;

beforeEach(() => {
  emulator = createEmulator();
});

const verifierOf = () => randomBytes(32).toString('base64url');
const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

interface Asked {
  readonly [parameter: string]: string | undefined;
}

function authorizeUrl(asked: Asked = {}, path = '/oauth2/authorize'): string {
  const url = new URL(path, base);
  const query = { response_type: 'code', client_id: clientId, redirect_uri: callback, scope: 'openid email', state: 'a state', ...asked };
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}

/** What a browser does with an address it is sent to; its cookies, one for all. */
const open = (url: string, cookie = '') => emulator.handle(new Request(url, { headers: { cookie } }));
const submit = (url: string, fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = { origin: base }) =>
  emulator.handle(new Request(url, { method: 'POST', headers, body: new URLSearchParams(fields) }));
const post = async (path: string, fields: Readonly<Record<string, string>>) => {
  const response = await submit(`${base}${path}`, fields, { origin: 'http://localhost:5173' });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as Readonly<Record<string, string>> };
};
const sentTo = (response: Response) => new URL(response.headers.get('location') ?? '', base);
const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';
const typePassword = (asked: Asked = {}) => submit(authorizeUrl(asked, '/login'), { username: ada.email, password: ada.password });

/** Signs in at the pages, and gives the code. */
async function codeOf(asked: Asked = {}): Promise<string> {
  return sentTo(await typePassword(asked)).searchParams.get('code') ?? '';
}

const exchange = (code: string, fields: Readonly<Record<string, string>> = {}) =>
  post('/oauth2/token', { grant_type: 'authorization_code', client_id: clientId, redirect_uri: callback, code, ...fields });

describe('the sign-in pages', () => {
  it('lead from the authorization request by the form back to the app, with a code and the state', async () => {
    const login = sentTo(await open(authorizeUrl({ login_hint: ada.email })));
    expect(login.pathname).toBe('/login');
    const page = await open(login.href);
    expect(await page.text()).toContain(`value="${ada.email}"`);
    const back = await submit(login.href, { username: ada.email, password: ada.password });
    expect(back.status).toBe(302);
    expect(sentTo(back).href).toMatch(/^http:\/\/localhost:5173\/callback\?code=[\da-f-]{36}&state=a\+state$/);
    expect(emulator.calls.all().map(({ operation }) => operation)).toEqual(['ManagedLogin.Authorize', 'ManagedLogin.ShowSignIn', 'ManagedLogin.SignIn']);
  });

  it('show what came from outside as text, run no script and are framed by nobody', async () => {
    const evil = `"><script>alert('${'&'}')</script>`;
    const page = await open(authorizeUrl({ login_hint: evil, state: evil }, '/login'));
    const html = await page.text();
    expect(html).toContain('&#34;&#62;&#60;script&#62;');
    expect(html).not.toContain('<script');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(await (await open(authorizeUrl({ redirect_uri: evil }))).text()).not.toContain('<script');
  });

  it('stay for a wrong password, and lock after too many', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const page = await submit(authorizeUrl({}, '/login'), { username: ada.email, password: 'Wrong-password-1' });
      expect([page.status, await page.text()]).toEqual([400, expect.stringContaining('Incorrect username or password.')]);
    }
    expect(await (await typePassword()).text()).toContain('Password attempts exceeded');
  });

  it('take a form of their own origin and of pages that may call, and of nobody else', async () => {
    emulator = createEmulator({ allowedOrigins: ['https://app.example'] });
    const post = (origin: string) => submit(authorizeUrl({}, '/login'), { username: ada.email, password: ada.password }, { origin });
    expect((await post(base)).status).toBe(302);
    expect((await post('https://evil.example')).status).toBe(403);
    expect((await post('null')).status).toBe(403);
  });

  it('ask for the code of an authenticator app, which works once', async () => {
    emulator.admin.setTotpSecret(ada.email, totpSecret);
    const html = await (await typePassword()).text();
    const session = /name="session" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const username = /name="username" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const type = (code: string) => submit(authorizeUrl({}, '/login'), { session, username, code });
    expect(await (await type('000000')).text()).toContain('Invalid code');
    const code = totpCode({ secret: totpSecret }, emulator.clock.now());
    expect(sentTo(await type(code)).searchParams.has('code')).toBe(true);
    expect(await (await type(code)).text()).toContain('Invalid session');
  });

  it('take a code from the person it was asked of, and nobody else', async () => {
    const eve = { email: 'eve@example.com', password: 'Eaves-Dropping-1843' };
    const [pool] = defaultSeed.userPools!;
    emulator = createEmulator({ seed: { ...defaultSeed, userPools: [{ ...pool!, users: [...(pool!.users ?? []), eve] }] } });
    for (const { email } of [ada, eve]) emulator.admin.setTotpSecret(email, totpSecret);
    const html = await (await submit(authorizeUrl({}, '/login'), { username: eve.email, password: eve.password })).text();
    const session = /name="session" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const code = totpCode({ secret: totpSecret }, emulator.clock.now());
    expect(await (await submit(authorizeUrl({}, '/login'), { session, username: ada.email, code })).text()).toContain('Invalid session');
    const back = await submit(authorizeUrl({}, '/login'), { session, username: eve.email, code });
    expect(sentTo(back).searchParams.has('code')).toBe(true);
  });

  it('are remembered by a cookie that no script reads and no other site’s form sends, and by no cache', async () => {
    const back = await typePassword();
    expect(back.headers.get('set-cookie')).toMatch(/^cognito-[\w-]+=[\w-]{32,}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=3600$/);
    for (const answer of [back, await open(authorizeUrl()), await open(authorizeUrl({}, '/login')), await open(authorizeUrl({ client_id: 'nobody' }))]) {
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('ask for the code of a text message', async () => {
    emulator.admin.setSmsMfa(ada.email, phone);
    const html = await (await typePassword()).text();
    const [session = '', username = ''] = ['session', 'username'].map((name) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1]);
    const code = emulator.mailbox.latest(phone)?.code ?? '';
    expect(sentTo(await submit(authorizeUrl({}, '/login'), { session, username, code })).searchParams.has('code')).toBe(true);
  });

  it('let nobody in whose account is disabled or has to be completed first', async () => {
    emulator.admin.requireNewPassword(ada.email);
    expect(await (await typePassword()).text()).toContain('has to be completed first');
    emulator.admin.disableUser(ada.email);
    expect(await (await typePassword()).text()).toContain('User is disabled.');
  });

  it('tell the app that the person has cancelled', async () => {
    const { searchParams } = sentTo(await submit(authorizeUrl({}, '/login'), { cancel: 'yes' }));
    expect([searchParams.get('error'), searchParams.get('state'), searchParams.get('code')]).toEqual(['access_denied', 'a state', null]);
  });

  it('ask nobody again within the hour, except where the app says so', async () => {
    const cookie = cookieOf(await typePassword());
    expect(sentTo(await open(authorizeUrl(), cookie)).searchParams.has('code')).toBe(true);
    expect(sentTo(await open(authorizeUrl({ prompt: 'none' }), cookie)).searchParams.has('code')).toBe(true);
    emulator.admin.disableUser(ada.email);
    expect(sentTo(await open(authorizeUrl(), cookie)).pathname).toBe('/login');
    emulator.admin.enableUser(ada.email);
    expect(sentTo(await open(authorizeUrl({ prompt: 'login' }), cookie)).pathname).toBe('/login');
    emulator.clock.advance(61 * minute);
    expect(sentTo(await open(authorizeUrl(), cookie)).pathname).toBe('/login');
    expect(sentTo(await open(authorizeUrl({ prompt: 'none' }), cookie)).searchParams.get('error')).toBe('login_required');
  });
});

describe('an authorization request', () => {
  it.each([
    ['another port', { redirect_uri: 'http://localhost:5174/callback' }],
    ['a longer path', { redirect_uri: `${callback}/` }],
    ['a query', { redirect_uri: `${callback}?next=1` }],
    ['no address', { redirect_uri: undefined }],
    ['an unknown app client', { client_id: 'nobody' }],
  ])('with %s sends the person nowhere', async (_, asked) => {
    const page = await open(authorizeUrl(asked));
    expect([page.status, page.headers.get('location')]).toEqual([400, null]);
    expect((await submit(authorizeUrl(asked, '/login'), { username: ada.email, password: ada.password })).headers.get('location')).toBeNull();
  });

  it('is refused for an app client without managed login', async () => {
    const [pool] = defaultSeed.userPools!;
    emulator = createEmulator({ seed: { userPools: [{ ...pool!, clients: [{ id: clientId }] }] } });
    expect(await (await open(authorizeUrl())).text()).toContain('Managed login is off');
  });

  it.each([
    ['invalid_request', 'no response type', { response_type: undefined }],
    ['unauthorized_client', 'the implicit grant', { response_type: 'token' }],
    ['invalid_request', 'a plain challenge', { code_challenge: 'a'.repeat(43), code_challenge_method: 'plain' }],
    ['invalid_request', 'a challenge of no method', { code_challenge: 'a'.repeat(43) }],
    ['invalid_request', 'a challenge that is no hash', { code_challenge: 'short', code_challenge_method: 'S256' }],
    ['invalid_scope', 'a scope of nobody', { scope: 'openid everything' }],
    ['invalid_request', 'a provider that is not there', { identity_provider: 'Google' }],
  ])('goes back as %s for %s', async (error, _, asked) => {
    const { origin, searchParams } = sentTo(await open(authorizeUrl(asked)));
    expect([origin, searchParams.get('error'), searchParams.get('state')]).toEqual(['http://localhost:5173', error, 'a state']);
  });
});

it('comes back to a callback URL that has a query of its own, beside which the answer is', async () => {
  const [pool] = defaultSeed.userPools!;
  const own = 'http://localhost:5173/?app=album';
  const clients = [{ id: clientId, managedLogin: { callbackUrls: [own] } }];
  emulator = createEmulator({ seed: { ...defaultSeed, userPools: [{ ...pool!, clients }] } });
  const { origin, pathname, searchParams } = sentTo(await typePassword({ redirect_uri: own }));
  expect([origin + pathname, [...searchParams.keys()], searchParams.get('app')]).toEqual(['http://localhost:5173/', ['app', 'code', 'state'], 'album']);
});

describe('a code', () => {
  it('brings tokens of what was asked for, with the nonce, once', async () => {
    const verifier = verifierOf();
    const code = await codeOf({ nonce: 'a nonce', code_challenge: challengeOf(verifier), code_challenge_method: 'S256' });
    const { status, headers, body } = await exchange(code, { code_verifier: verifier });
    expect([status, headers.get('cache-control'), headers.get('access-control-allow-origin')]).toEqual([200, 'no-store', 'http://localhost:5173']);
    expect(decodeJwt(body['id_token']!)).toMatchObject({ nonce: 'a nonce', aud: clientId, email: ada.email, token_use: 'id' });
    expect(decodeJwt(body['id_token']!)).not.toHaveProperty('given_name');
    expect(decodeJwt(body['access_token']!)).toMatchObject({ scope: 'openid email', client_id: clientId });
    expect(body).toMatchObject({ expires_in: 3600, token_type: 'Bearer', refresh_token: expect.stringMatching(/^EMU\./) });
    expect(await exchange(code, { code_verifier: verifier })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it.each([
    ['another verifier', () => ({ code_verifier: verifierOf() })],
    ['no verifier', () => ({})],
    ['another redirect URI', (right: string) => ({ code_verifier: right, redirect_uri: 'http://localhost:5173/' })],
    ['another app client', (right: string) => ({ code_verifier: right, client_id: rotatingUserPoolClientId })],
  ])('is refused, and used up, with %s', async (_, wrong) => {
    const right = verifierOf();
    const code = await codeOf({ code_challenge: challengeOf(right), code_challenge_method: 'S256' });
    expect(await exchange(code, wrong(right))).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await exchange(code, { code_verifier: right })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('is refused to a verifier that is too short to be one, though it fits', async () => {
    const code = await codeOf({ code_challenge: challengeOf('guess'), code_challenge_method: 'S256' });
    expect(await exchange(code, { code_verifier: 'guess' })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('without a challenge is refused to whoever has a verifier', async () => {
    expect(await exchange(await codeOf(), { code_verifier: verifierOf() })).toMatchObject({ body: { error: 'invalid_grant' } });
    expect((await exchange(await codeOf())).status).toBe(200);
  });

  it('expires after five minutes, and with the person', async () => {
    const late = await codeOf();
    emulator.clock.advance(5 * minute);
    expect(await exchange(late)).toMatchObject({ body: { error: 'invalid_grant' } });
    const code = await codeOf();
    emulator.admin.disableUser(ada.email);
    expect(await exchange(code)).toMatchObject({ body: { error: 'invalid_grant' } });
  });

  it('brings no ID token where it was not asked for, and every attribute for openid alone', async () => {
    const { body: narrow } = await exchange(await codeOf({ scope: 'email' }));
    const refreshed = await post('/oauth2/token', { grant_type: 'refresh_token', client_id: clientId, refresh_token: narrow['refresh_token']! });
    const input = { ClientId: clientId, RefreshToken: narrow['refresh_token'] };
    const byApi = await callCognito(emulator, 'AWSCognitoIdentityProviderService', 'GetTokensFromRefreshToken', input);
    expect([narrow, refreshed.body].map((answer) => [typeof answer['access_token'], answer['id_token']])).toEqual([['string', undefined], ['string', undefined]]);
    expect(byApi.body.AuthenticationResult).toEqual(expect.not.objectContaining({ IdToken: expect.anything() as unknown }));
    const { body } = await exchange(await codeOf({ scope: 'openid' }));
    expect(decodeJwt(body['id_token']!)).toMatchObject({ email: ada.email, given_name: ada.givenName });
  });

  it('grants what the scopes say and no more', async () => {
    const getUser = async (scope: string) => {
      const { body } = await exchange(await codeOf({ scope }));
      return callCognito(emulator, 'AWSCognitoIdentityProviderService', 'GetUser', { AccessToken: body['access_token'] });
    };
    expect((await getUser('openid')).body).toMatchObject({ __type: 'NotAuthorizedException' });
    expect((await getUser('openid aws.cognito.signin.user.admin')).status).toBe(200);
  });

  it('brings an access token that shows of the person what its scopes say, and nothing once it has ended', async () => {
    const userInfo = async (token = '') => {
      const headers = { authorization: `Bearer ${token}`, origin: 'http://localhost:5173' };
      const response = await emulator.handle(new Request(`${base}/oauth2/userInfo`, { headers }));
      return { status: response.status, body: (await response.json()) as object };
    };
    const tokenOf = async (scope: string) => (await exchange(await codeOf({ scope }))).body['access_token'];
    const narrow = await tokenOf('openid email');
    const { body } = await userInfo(narrow);
    expect(body).toMatchObject({ email: ada.email, sub: expect.any(String) as string, username: expect.any(String) as string });
    expect(body).not.toHaveProperty('given_name');
    expect((await userInfo(await tokenOf('openid'))).body).toMatchObject({ given_name: ada.givenName });
    const invalid = { status: 401, body: { error: 'invalid_token' } };
    expect(await userInfo(await tokenOf('email'))).toMatchObject(invalid);
    expect(await userInfo('of-nobody')).toMatchObject(invalid);
    expect(await userInfo()).toMatchObject(invalid);
    emulator.admin.revokeTokens(ada.email);
    expect(await userInfo(narrow)).toMatchObject(invalid);
  });

  it('is kept as a hash: the state holds none that works', async () => {
    const code = await codeOf();
    expect(JSON.stringify(emulator.exportState())).not.toContain(code);
  });
});

describe('a refresh token of managed login', () => {
  const tokensOf = async (client: string) => (await exchange(await codeOf({ client_id: client, nonce: 'a nonce' }), { client_id: client })).body;
  const refresh = (token = '', client = clientId) => post('/oauth2/token', { grant_type: 'refresh_token', client_id: client, refresh_token: token });

  it('brings fresh tokens with the same scopes and without the nonce', async () => {
    const { refresh_token } = await tokensOf(clientId);
    const { status, body } = await refresh(refresh_token);
    expect(status).toBe(200);
    expect(body).not.toHaveProperty('refresh_token');
    expect(decodeJwt(body['access_token']!)['scope']).toBe('openid email');
    expect(decodeJwt(body['id_token']!)).not.toHaveProperty('nonce');
  });

  it('rotates where rotation is on, and is then refused', async () => {
    const { refresh_token: first } = await tokensOf(rotatingUserPoolClientId);
    const { body } = await refresh(first, rotatingUserPoolClientId);
    expect(body['refresh_token']).toMatch(/^EMU\./);
    expect(await refresh(first, rotatingUserPoolClientId)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await refresh(body['refresh_token'], rotatingUserPoolClientId)).status).toBe(200);
  });

  it('works with the API as well, and the other way round', async () => {
    const { refresh_token: RefreshToken } = await tokensOf(rotatingUserPoolClientId);
    const input = { ClientId: rotatingUserPoolClientId, RefreshToken };
    const { body } = await callCognito(emulator, 'AWSCognitoIdentityProviderService', 'GetTokensFromRefreshToken', input);
    expect((await refresh(body.AuthenticationResult.RefreshToken, rotatingUserPoolClientId)).status).toBe(200);
  });

  it('can be revoked, by its own app client, and twice', async () => {
    const { refresh_token: token = '' } = await tokensOf(clientId);
    expect(await post('/oauth2/revoke', { client_id: rotatingUserPoolClientId, token })).toMatchObject({ body: { error: 'invalid_grant' } });
    expect((await refresh(token)).status).toBe(200);
    expect((await post('/oauth2/revoke', { client_id: clientId, token })).status).toBe(200);
    expect(await refresh(token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await post('/oauth2/revoke', { client_id: clientId, token })).status).toBe(200);
  });

  it.each([
    ['invalid_client', { client_id: 'nobody', grant_type: 'refresh_token' }],
    ['unsupported_grant_type', { client_id: clientId, grant_type: 'password' }],
    ['invalid_request', { client_id: clientId, grant_type: 'refresh_token' }],
    ['invalid_request', { client_id: clientId }],
  ])('request is refused as %s: %j', async (error, fields) => {
    expect(await post('/oauth2/token', fields)).toMatchObject({ status: 400, body: { error } });
  });
});

describe('signing out at the pages', () => {
  const signOut = (query: Asked, cookie: string) => open(`${base}/logout?${new URLSearchParams(query as Record<string, string>).toString()}`, cookie);

  it('forgets who is signed in there, and leads to an address that is listed', async () => {
    const cookie = cookieOf(await typePassword());
    const response = await signOut({ client_id: clientId, logout_uri: 'http://localhost:5173/' }, cookie);
    expect(sentTo(response).href).toBe('http://localhost:5173/');
    expect(response.headers.get('set-cookie')).toMatch(/^cognito-[^=]+=; .*Max-Age=0$/);
    expect(sentTo(await open(authorizeUrl(), cookie)).pathname).toBe('/login');
  });

  it('leads nowhere else, and forgets nobody on the way', async () => {
    const cookie = cookieOf(await typePassword());
    const elsewhere = 'http://localhost:5173/elsewhere';
    const refused = [
      await signOut({ client_id: clientId, logout_uri: elsewhere }, cookie),
      await signOut({ client_id: clientId, logout_uri: '//evil.example' }, cookie),
      await signOut({ client_id: clientId }, cookie),
      await open(authorizeUrl({ redirect_uri: elsewhere }, '/logout'), cookie),
    ];
    for (const { status, headers } of refused) expect([status, headers.get('location'), headers.get('set-cookie')]).toEqual([400, null, null]);
    expect(sentTo(await open(authorizeUrl(), cookie)).searchParams.has('code')).toBe(true);
  });

  it('leads to the next sign-in where it is asked for in the terms of one', async () => {
    const cookie = cookieOf(await typePassword());
    const response = await open(authorizeUrl({}, '/logout'), cookie);
    expect(sentTo(response).pathname).toBe('/login');
    expect(sentTo(await open(authorizeUrl(), cookie)).pathname).toBe('/login');
  });
});

describe('beside the other services', () => {
  it('is found by discovery', async () => {
    const response = await open(`${base}/${userPoolId}/.well-known/openid-configuration`);
    expect(await response.json()).toMatchObject({
      authorization_endpoint: `${base}/oauth2/authorize`,
      token_endpoint: `${base}/oauth2/token`,
      code_challenge_methods_supported: ['S256'],
    });
  });

  it('gives way to a bucket that is called as its path', async () => {
    emulator = createEmulator({ seed: { ...defaultSeed, buckets: [{ name: 'login', region: 'eu-west-1' }] } });
    await open(authorizeUrl({}, '/login'));
    expect(emulator.calls.all().map(({ operation }) => operation)).toEqual(['S3.ListObjects']);
  });

  it('meets queued faults in the words of OAuth, and lets a page preflight its endpoints', async () => {
    emulator.faults.enqueue({ operation: 'ManagedLogin.Token', kind: 'throttle' });
    expect(await exchange('')).toMatchObject({ status: 429, body: { error: 'too_many_requests' } });
    const headers = { origin: 'http://localhost:5173', 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-trace' };
    for (const path of ['token', 'revoke', 'userInfo']) {
      const preflight = await emulator.handle(new Request(`${base}/oauth2/${path}`, { method: 'OPTIONS', headers }));
      expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([200, 'http://localhost:5173']);
    }
  });

  it('lives on in an exported state', async () => {
    const response = await typePassword();
    const code = sentTo(response).searchParams.get('code') ?? '';
    emulator = createEmulator({ state: JSON.parse(JSON.stringify(emulator.exportState())) as ReturnType<Emulator['exportState']> });
    expect((await exchange(code)).status).toBe(200);
    expect(sentTo(await open(authorizeUrl(), cookieOf(response))).searchParams.has('code')).toBe(true);
  });
});
