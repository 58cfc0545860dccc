import { createFakeTokens } from '@valetkey/testing';
import { describe, expect, it } from 'vitest';
import { readUserKey } from './readUserKey.ts';

const tokenOf = (sub: string): string =>
  createFakeTokens(
    { id: sub, username: 'Žofie', email: undefined, claims: { sub, iss: 'https://id.example.com', name: 'Žofie Ünal 🗝' } },
    1,
    0,
  ).idToken;

describe('readUserKey', () => {
  it('tells people of one provider, and providers of one subject, apart', () => {
    const keys = [
      readUserKey({ 'id.example.com': tokenOf('ada') }),
      readUserKey({ 'id.example.com': tokenOf('grace') }),
      readUserKey({ 'other.example.com': tokenOf('ada') }),
    ];
    expect(keys).toEqual(['id.example.com/ada', 'id.example.com/grace', 'other.example.com/ada']);
  });

  it('reads the first token', () => {
    expect(readUserKey({ 'id.example.com': tokenOf('ada'), 'other.example.com': tokenOf('grace') })).toBe('id.example.com/ada');
  });

  it.each([['opaque'], ['a.b.c'], ['a.e30.c'], ['..'], [`a.${btoa('{"sub":7}')}.c`], [`a.${btoa('null')}.c`]])(
    'reads no subject from %s',
    (token) => {
      expect(readUserKey({ 'id.example.com': token })).toBeUndefined();
    },
  );
});
