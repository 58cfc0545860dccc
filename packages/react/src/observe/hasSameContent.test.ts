import { SealedCredentials } from '@valetkey/core';
import { expect, test } from 'vitest';
import { hasSameContent } from './hasSameContent.ts';

const on = (): void => undefined;

test.each([
  ['equal text', 'a', 'a', true],
  ['NaN', Number.NaN, Number.NaN, true],
  ['nested options', { S3: { retry: [1, 2], on } }, { S3: { retry: [1, 2], on } }, true],
  ['options in another order', { a: 1, b: 2 }, { b: 2, a: 1 }, true],
  ['a nested difference', { S3: { region: 'a' } }, { S3: { region: 'b' } }, false],
  ['an option more', {}, { region: undefined }, false],
  ['another name', { a: undefined }, { b: undefined }, false],
  ['an array and an object', [], {}, false],
  ['another function', { on: () => 1 }, { on: () => 1 }, false],
  ['another date', new Date(0), new Date(0), false],
  ['nothing and something', undefined, {}, false],
  ['null', null, {}, false],
])('%s', (_name, a, b, same) => {
  expect(hasSameContent(a, b)).toBe(same);
  expect(hasSameContent(b, a)).toBe(same);
});

test('two sets of credentials are never the same, although neither shows what it holds', () => {
  const seal = () => new SealedCredentials({ accessKeyId: 'ASIA1', secretAccessKey: 's' });
  expect(hasSameContent(seal(), seal())).toBe(false);
});
