import { expect, test } from 'vitest';
import { readRetryAfter } from './readRetryAfter.ts';

const read = (retryAfter: string): number | undefined => readRetryAfter(new Headers({ 'retry-after': retryAfter }));

test.each([
  ['seconds', '7', 7_000],
  ['a part of a second', '0.5', 500],
  ['a day', '86400', 86_400_000],
  ['more than a number can hold', `1${'0'.repeat(400)}`, Infinity],
  ['nothing', '', undefined],
  ['no time at all', '0', undefined],
  ['less than none', '-30', undefined],
  ['words', 'soon', undefined],
  ['a date', 'Wed, 21 Oct 2026 07:28:00 GMT', undefined],
])('an answer that asks for %s is understood', (_, retryAfter, waitMs) => {
  expect(read(retryAfter)).toBe(waitMs);
});

test('without the header nothing is asked for', () => {
  expect(readRetryAfter(new Headers())).toBeUndefined();
});
