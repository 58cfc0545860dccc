import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createCredentialStore } from '@valetkey/core';
import { describeCredentialProviderContract } from '@valetkey/testing/contracts';
import { expect, test } from 'vitest';
import { createMachine } from '../testKit/createMachine.ts';
import { CANARY, issuedKeys } from '../testKit/issuedKeys.ts';
import { sendJson, startLoopback } from '../testKit/startLoopback.ts';
import { fromSSO } from './fromSSO.ts';

const HOUR_MS = 3_600_000;
const START_URL = 'https://album.awsapps.com/start';
const SETTINGS = `sso_account_id = 123456789012\nsso_role_name = reader\n`;

/** As IAM Identity Center's portal answers (GetRoleCredentials). */
function giveKeys(number: () => number) {
  return (_: IncomingMessage, response: ServerResponse): void => {
    const { AccessKeyId, SecretAccessKey, Token, Expiration } = issuedKeys(number());
    const roleCredentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token, expiration: Date.parse(Expiration) };
    sendJson(response, { roleCredentials });
  };
}

function refuse(name: string, status: number) {
  return (_: IncomingMessage, response: ServerResponse): void => {
    response.setHeader('x-amzn-errortype', name);
    sendJson(response, { message: CANARY }, status);
  };
}

/** A machine on which somebody has signed in, for so long. */
async function startPortal(signedInForMs = HOUR_MS) {
  const machine = createMachine();
  const portal = await startLoopback(giveKeys(() => portal.requests.length));
  const signIn = (id: string, forMs: number): void => {
    const name = createHash('sha1').update(id).digest('hex');
    machine.write(`.aws/sso/cache/${name}.json`, { accessToken: CANARY, expiresAt: new Date(Date.now() + forMs).toISOString() });
  };
  machine.write(
    '.aws/config',
    `[profile legacy]\nsso_start_url = ${START_URL}\nsso_region = eu-west-1\n${SETTINGS}
[sso-session album]\nsso_start_url = ${START_URL}\nsso_region = eu-west-1
[profile album]\nsso_session = album\n${SETTINGS}
[profile half]\nsso_session = album
[profile lost]\nsso_session = gone\n${SETTINGS}
[profile keys]\naws_access_key_id = AKIATEST\naws_secret_access_key = ${CANARY}\n`,
  );
  signIn(START_URL, signedInForMs);
  signIn('album', signedInForMs);
  return { ...portal, signIn, clientConfig: { endpoint: portal.url, maxAttempts: 1 } };
}

describeCredentialProviderContract('fromSSO', async () => {
  const { clientConfig, requests, answer } = await startPortal();
  const working = giveKeys(() => requests.length);
  return {
    provider: fromSSO({ profile: 'album', clientConfig }),
    issuerNow: () => Date.now(),
    countIssued: () => requests.length,
    breakIssuer: (broken) => answer(broken ? refuse('TooManyRequestsException', 429) : working),
    truncateNextAnswer: () => answer((_, response) => sendJson(response, { roleCredentials: { accessKeyId: 'ASIATEST' } })),
  };
});

test('profiles with their own start URL work, and so do options without a profile', async () => {
  const { clientConfig, requests } = await startPortal();
  expect((await fromSSO({ profile: 'legacy', clientConfig })()).accessKeyId).toBe('ASIATEST1');
  const options = { ssoStartUrl: START_URL, ssoRegion: 'eu-west-1', ssoAccountId: '123456789012', ssoRoleName: 'writer' };
  expect((await fromSSO({ ...options, clientConfig })()).accessKeyId).toBe('ASIATEST2');
  expect(requests.map((request) => new URLSearchParams(request.split('?')[1]).get('role_name'))).toEqual(['reader', 'writer']);
});

test.each(['legacy', 'album'])('an expired sign-in says how to sign in, and the next one is found without a restart (profile %s)', async (profile) => {
  const { clientConfig, requests, signIn } = await startPortal(-1_000);
  const provider = fromSSO({ profile, clientConfig });
  const error: unknown = await provider().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'SSO_SIGN_IN_NEEDED', retryable: true, fix: expect.stringContaining('aws sso login') });
  expect(JSON.stringify(error) + String(error)).not.toContain(CANARY);
  expect(requests).toEqual([]);
  signIn(START_URL, HOUR_MS);
  signIn('album', HOUR_MS);
  expect((await provider()).accessKeyId).toBe('ASIATEST1');
});

test('when the sign-in ends, the credentials that were obtained with it stay good', async () => {
  const { clientConfig, answer } = await startPortal();
  const store = createCredentialStore({ provider: fromSSO({ profile: 'album', clientConfig }) });
  await store.getCredentials();
  answer(refuse('UnauthorizedException', 401));
  await expect(store.refresh()).rejects.toMatchObject({ code: 'SSO_SIGN_IN_NEEDED' });
  expect((await store.getCredentials()).accessKeyId).toBe('ASIATEST1');
});

test.each([
  ['ForbiddenException', 403, 'ROLE_NOT_ASSUMABLE', /check sso_account_id and sso_role_name/],
  ['ResourceNotFoundException', 404, 'ROLE_NOT_ASSUMABLE', /check sso_account_id/],
  ['UnauthorizedException', 401, 'SSO_SIGN_IN_NEEDED', /no valid sign-in/],
  ['TooManyRequestsException', 429, 'THROTTLED', /slow down/],
  ['InternalServerException', 500, 'SERVICE_UNAVAILABLE', /failed/],
])('the portal’s %s is read, and not quoted', async (name, status, code, words) => {
  const { clientConfig, requests, answer } = await startPortal();
  answer(refuse(name, status));
  const error: unknown = await fromSSO({ profile: 'album', clientConfig })().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code, message: expect.stringMatching(words) });
  expect(String(error)).toContain('fromSSO: Profile "album"');
  expect(JSON.stringify(error) + String(error)).not.toContain(CANARY);
  expect(requests).toHaveLength(1);
});

test.each([
  ['missing', 'none', 'CREDENTIALS_NOT_FOUND', /Profile "none" .* is missing or has no SSO settings/],
  ['none of SSO', 'keys', 'CREDENTIALS_NOT_FOUND', /Profile "keys" .* is missing or has no SSO settings/],
  ['incomplete', 'half', 'PROFILE_INVALID', /a start URL, a region, an account id and a role name/],
  ['pointing nowhere', 'lost', 'PROFILE_INVALID', /names a section that is missing/],
])('a profile that is %s is named', async (_, profile, code, words) => {
  const { clientConfig, requests } = await startPortal();
  await expect(fromSSO({ profile, clientConfig })()).rejects.toMatchObject({ code, message: expect.stringMatching(words) });
  expect(requests).toEqual([]);
});

test('some of the four options without the others are refused', async () => {
  await startPortal();
  await expect(fromSSO({ ssoStartUrl: START_URL })()).rejects.toMatchObject({ code: 'PROFILE_INVALID' });
});
