import { describe, expect, it } from 'vitest';
import { createSessionSealer } from './createSessionSealer.ts';
import { readCookies, readSessionCookie, writeSessionCookie } from './sessionCookie.ts';

const KEY = 'q7Nq7bq0dYw3o5vJ2sT8xZr4mUe6hCfLgPaWiBnDyS0';
const OTHER = 'Vb3nM5kJ7hG9fD1sA2qW4eR6tY8uI0oPzXcVlKjHgTr';

const random = (bytes: number): string => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('base64url');
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('what is sealed', () => {
  it('opens with its key, says nothing of what is in it, and is never the same twice', async () => {
    const sealer = createSessionSealer([KEY], 'a');
    const [one, two] = [await sealer.seal('a refresh token'), await sealer.seal('a refresh token')];
    expect(await sealer.open(one)).toBe('a refresh token');
    expect(one).not.toBe(two);
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('refresh');
  });

  it('opens with a key that is being replaced, and with no other, nor for another purpose', async () => {
    const sealed = await createSessionSealer([KEY], 'a').seal('text');
    expect(await createSessionSealer([OTHER, KEY], 'a').open(sealed)).toBe('text');
    expect(await createSessionSealer([OTHER], 'a').open(sealed)).toBeUndefined();
    expect(await createSessionSealer([KEY], 'b').open(sealed)).toBeUndefined();
  });

  it('does not open when any part of it was changed, its header too', async () => {
    const sealer = createSessionSealer([KEY], 'a');
    const sealed = await sealer.seal('text');
    const parts = sealed.split('.');
    const { kid } = JSON.parse(Buffer.from(parts[0] ?? '', 'base64url').toString()) as { readonly kid: string };
    const forgeries = [0, 2, 3, 4].map((index) => parts.map((part, at) => (at === index ? (part.startsWith('A') ? 'B' : 'A') + part.slice(1) : part)).join('.'));
    // It says the same, in another order.
    forgeries.push([encode({ enc: 'A256GCM', alg: 'dir', kid }), ...parts.slice(1)].join('.'));
    forgeries.push([encode({ alg: 'none', kid }), ...parts.slice(1)].join('.'), [encode({ alg: 'A256KW', enc: 'A256GCM', kid }), ...parts.slice(1)].join('.'));
    forgeries.push('', '....', sealed.slice(0, -4), `${sealed}A`);
    for (const forged of forgeries) expect(await sealer.open(forged), forged).toBeUndefined();
    expect(await sealer.open(sealed)).toBe('text');
  });

  it.each([[[]], [['short']], [['a'.repeat(64)]], [[KEY, 'password']], [undefined], ['text']])('needs keys that were made by chance: not %j', (keys) => {
    expect(() => createSessionSealer(keys as readonly string[], 'a')).toThrow(expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringContaining('openssl') }));
  });
});

/** Tokens like those that user pools issue: 1,745, 1,077 and 1,852 bytes in amazon-cognito-identity-js#688, with many attributes. */
function issueTokens(attributes: object): { readonly idToken: string; readonly accessToken: string; readonly refreshToken: string } {
  const uuid = (): string => crypto.randomUUID();
  const same = { sub: uuid(), iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123', origin_jti: uuid(), event_id: uuid(), auth_time: 1_693_258_109, exp: 1_693_261_709, iat: 1_693_258_109 };
  const sign = (claims: object): string => [encode({ kid: `${random(32)}=`, alg: 'RS256' }), encode({ ...same, ...claims, jti: uuid() }), random(256)].join('.');
  return {
    idToken: sign({ aud: '1example23456789example234', token_use: 'id', 'cognito:username': same.sub, email: 'ada@example.com', email_verified: true, ...attributes }),
    accessToken: sign({ client_id: '1example23456789example234', token_use: 'access', scope: 'aws.cognito.signin.user.admin', username: same.sub }),
    refreshToken: [encode({ cty: 'JWT', enc: 'A256GCM', alg: 'RSA-OAEP' }), random(256), random(12), random(1_050), random(16)].join('.'),
  };
}

const MANY_ATTRIBUTES = {
  'cognito:groups': ['admins', 'editors'],
  'cognito:roles': ['arn:aws:iam::123456789012:role/photo-album-signed-in'],
  'cognito:preferred_role': 'arn:aws:iam::123456789012:role/photo-album-signed-in',
  given_name: 'Ada',
  family_name: 'Lovelace',
  phone_number: '+441234567890',
  'custom:tenant': '0d3a7f0e-5f1c-4bb0-8a53-0e9d4ab8b1c1',
  address: { formatted: '1 St James Square, London' },
};

describe('the tokens of a user pool', () => {
  it.each([
    ['few', {}, 3_900, 4_300, 1],
    ['many', MANY_ATTRIBUTES, 4_400, 4_800, 2],
  ])('with %s attributes fit into the cookies that a session may take, and less than 5 KB', async (_, attributes, least, most, count) => {
    const tokens = issueTokens(attributes);
    const length = Object.values(tokens).join('').length;
    expect(length).toBeGreaterThan(least);
    expect(length).toBeLessThan(most);
    const identity = { 'valetkey:v1:eu-west-1:01234567-89ab-cdef-0123-456789abcdef:identity-id:x': 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef' };
    const text = JSON.stringify({ v: 1, id: random(32), since: 1, seen: 2, generation: 3, slots: { 'valetkey:v1:pool:client:session': JSON.stringify(tokens), ...identity } });
    const sealer = createSessionSealer([KEY], 'a');
    const cookies = writeSessionCookie('__Host-valetkey', await sealer.seal(text), 1_000, new Set()) ?? [];
    expect(cookies.length).toBeLessThanOrEqual(2);
    expect(cookies.length).toBeGreaterThanOrEqual(count);
    expect(cookies.join('').length).toBeLessThan(5_000);
    const sent = cookies.map((cookie) => cookie.split('; ')[0]).join('; ');
    expect(await sealer.open(readSessionCookie('__Host-valetkey', readCookies(sent)) ?? '')).toBe(text);
  });
});
