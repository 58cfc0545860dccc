import { hashKey } from '@tanstack/react-query';
import { describe, expect, test } from 'vitest';
import { keyInput } from './keyInput.ts';

const hash = (input: unknown): string => hashKey([keyInput(input)]);

describe('keyInput', () => {
  test('plain inputs stay as they are', () => {
    const input = { Bucket: 'album', MaxKeys: 5, Since: new Date(0), Tags: ['a', { b: null }], On: true };
    expect(keyInput(input)).toEqual(input);
  });

  test.each([
    ['sets', { keys: new Set(['a']) }, { keys: new Set(['b']) }],
    ['maps', { keys: new Map([['a', 1]]) }, { keys: new Map([['a', 2]]) }],
    ['bigints', { n: 1n }, { n: 2n }],
    ['a bigint and a number', { n: 1n }, { n: 1 }],
    ['bytes', { B: new Uint8Array([1]) }, { B: new Uint8Array([2]) }],
    ['blobs', { Body: new Blob(['a']) }, { Body: new Blob(['b']) }],
    ['functions', { f: () => 1 }, { f: () => 1 }],
  ])('two different %s are two keys', (_name, a, b) => {
    expect(hash(a)).not.toBe(hash(b));
    expect(hash(a)).toBe(hash(a));
  });

  test('equal sets and bytes are one key', () => {
    expect(hash({ B: new Uint8Array([1]), S: new Set([1]) })).toBe(hash({ S: new Set([1]), B: new Uint8Array([1]) }));
  });

  test('a customer’s encryption key is not in the key', () => {
    const input = { Bucket: 'album', Key: 'a', SSECustomerKey: 'CANARY', CopySourceSSECustomerKey: 'CANARY' };
    expect(hash(input)).not.toContain('CANARY');
    expect(keyInput(input)).toEqual({ Bucket: 'album', Key: 'a' });
  });
});
