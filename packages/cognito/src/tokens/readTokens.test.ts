import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { readTokens } from './readTokens.ts';

const token = (claims: object): string => `header.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
const idToken = token({ sub: 'ada', iss: 'https://issuer.example', exp: 2_000, name: 'Ada Lovelace ✓ Ÿ' });
const accessToken = token({ exp: 1_000 });

it('tokens expire with the one that expires first, and claims are read as UTF-8', () => {
  const tokens = readTokens({ idToken, accessToken, refreshToken: undefined });
  expect(tokens.expiresAt).toBe(1_000_000);
  expect(tokens.claims).toMatchObject({ sub: 'ada', name: 'Ada Lovelace ✓ Ÿ' });
});

it.each([
  ['no token', { idToken: 'x' }],
  ['nothing', { idToken: undefined as unknown as string }],
  ['no JSON', { idToken: 'a.c2VjcmV0aXNo.c' }],
  ['null', { idToken: `a.${btoa('null')}.c` }],
  ['no subject', { idToken: token({ iss: 'https://issuer.example', exp: 2_000 }) }],
  ['no expiry', { accessToken: token({}) }],
])('%s is refused, and not quoted', (_, change) => {
  let thrown: unknown;
  try {
    readTokens({ idToken, accessToken, refreshToken: 'r', ...change });
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  expect(inspect(thrown, { depth: 9 })).not.toMatch(/secretish|c2Vj/);
});
