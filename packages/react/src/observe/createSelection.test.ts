import { SealedCredentials } from '@valetkey/core';
import { describe, expect, test, vi } from 'vitest';
import { createSelection } from './createSelection.ts';

describe('createSelection', () => {
  test('selects once per value', () => {
    const value = { name: 'ada' };
    const select = vi.fn((from: { readonly name: string }) => from.name);
    const getSelection = createSelection(() => value, select);
    expect([getSelection(), getSelection()]).toEqual(['ada', 'ada']);
    expect(select).toHaveBeenCalledTimes(1);
  });

  test.each([
    ['an object with the same members', { a: 1 }, { a: 1 }, true],
    ['an array with the same members', [1, 2], [1, 2], true],
    ['another member', { a: 1 }, { a: 2 }, false],
    ['a member more', { a: 1 }, { a: 1, b: undefined }, false],
    ['another name for the same value', { a: undefined }, { b: undefined }, false],
    ['an array instead of an object', {}, [], false],
    ['another date', new Date(1), new Date(1), false],
    ['null', {}, null, false],
  ])('%s', (_name, before, after, kept) => {
    let value: { readonly part: unknown } = { part: before };
    const getSelection = createSelection(
      () => value,
      ({ part }) => part,
    );
    expect(getSelection()).toBe(before);
    value = { part: after };
    expect(getSelection()).toBe(kept ? before : after);
  });

  test('new credentials are never taken for the old ones, although neither shows what it holds', () => {
    let value = { credentials: new SealedCredentials({ accessKeyId: 'ASIA1', secretAccessKey: 's' }) };
    const getSelection = createSelection(
      () => value,
      ({ credentials }) => credentials,
    );
    getSelection();
    value = { credentials: new SealedCredentials({ accessKeyId: 'ASIA2', secretAccessKey: 's' }) };
    expect(getSelection().accessKeyId).toBe('ASIA2');
  });

  test('tells the selector what it selected before', () => {
    let value = 1;
    const getSelection = createSelection(
      () => value,
      (next, previous: number | undefined) => next + (previous ?? 0),
    );
    getSelection();
    value = 10;
    expect(getSelection()).toBe(11);
  });
});
