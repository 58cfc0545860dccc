import { TokenSet } from '@valetkey/core';
import { createSimulatedClock } from '@valetkey/testing';
import { CognitoUserPool } from 'amazon-cognito-identity-js';
import { expect, it } from 'vitest';
import { createLibraryRecord } from './createLibraryRecord.ts';

const jwt = (claims: object): string => `e30.${btoa(JSON.stringify(claims))}.c2ln`;
const tokensNumber = (number: number): TokenSet => {
  const claims = { sub: 'ada', iss: 'https://issuer', iat: 1, exp: 2_000_000_000, jti: String(number) };
  return new TokenSet({ idToken: jwt(claims), accessToken: jwt(claims), refreshToken: 'r', expiresAt: claims.exp * 1000, claims });
};

it('lets no writer come between reading and writing: a refresh that ends as the person leaves brings nothing back', async () => {
  const records = new Map<string, string>();
  const storage = {
    getItem: (key: string) => records.get(key) ?? null,
    setItem: (key: string, value: string) => void records.set(key, value),
    removeItem: (key: string) => void records.delete(key),
    clear: () => records.clear(),
  };
  const userPool = new CognitoUserPool({ UserPoolId: 'eu-west-1_AbCdEf', ClientId: 'client', Storage: storage });
  const record = createLibraryRecord(userPool, storage, createSimulatedClock());
  const [old, renewed] = [tokensNumber(1), tokensNumber(2)];
  await record.update(() => old);
  await Promise.all([
    record.update(() => undefined),
    record.update((kept) => (kept?.accessToken === old.accessToken ? renewed : kept)),
  ]);
  expect(await record.read()).toBeUndefined();
  expect(records.size).toBe(0);
});
