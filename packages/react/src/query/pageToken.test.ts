import { describe, expect, test } from 'vitest';
import { inputOfPage, nextTokenOf } from './pageToken.ts';

const pageToken = { in: 'ContinuationToken', out: 'NextContinuationToken' };

describe('the token of the next page', () => {
  test.each([
    ['is the member that was named', { NextContinuationToken: 'b' }, 'a', 'b'],
    ['may be a key of several members', { NextContinuationToken: { owner: { S: 'a' } } }, undefined, { owner: { S: 'a' } }],
    ['is none on the last page', {}, 'a', undefined],
    ['is none when it is empty', { NextContinuationToken: '' }, 'a', undefined],
    ['is none when it is a key without members', { NextContinuationToken: {} }, 'a', undefined],
    ['is none when it is null', { NextContinuationToken: null }, 'a', undefined],
    ['is none when the page was asked with the same: it would be asked without end', { NextContinuationToken: 'a' }, 'a', undefined],
    ['is none when the page was asked with an equal key', { NextContinuationToken: { id: { N: '1' } } }, { id: { N: '1' } }, undefined],
  ])('%s', (_, page, token, expected) => {
    expect(nextTokenOf(page, pageToken, token)).toEqual(expected);
  });

  test('may be read off the page by a function', () => {
    const out = (page: { readonly Keys: readonly string[] }): string | undefined => page.Keys.at(-1);
    expect(nextTokenOf({ Keys: ['a', 'b'] }, { out }, undefined)).toBe('b');
    expect(nextTokenOf({ Keys: [] }, { out }, 'b')).toBeUndefined();
  });
});

test('the first page begins where the input says, the others where the token does', () => {
  const input = { Bucket: 'album', ContinuationToken: 'start' };
  expect(inputOfPage(input, pageToken, undefined)).toBe(input);
  expect(inputOfPage(input, pageToken, 'b')).toEqual({ Bucket: 'album', ContinuationToken: 'b' });
  expect(input.ContinuationToken).toBe('start');
});
