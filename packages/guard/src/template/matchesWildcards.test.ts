import { expect, test } from 'vitest';
import { matchesWildcards } from './matchesWildcards.ts';

test.each([
  ['authenticated', 'authenticated'],
  ['authenticated', '*'],
  ['authenticated', '**'],
  ['authenticated', 'a*d'],
  ['authenticated', '*ted'],
  ['authenticated', 'auth*?'],
  ['authenticated', '?uthenticated*'],
  ['unauthenticated', '*auth*ated'],
  ['a.b', 'a.b'],
  ['', '*'],
  ['', ''],
])('%s fits %s', (text, pattern) => {
  expect(matchesWildcards(text, pattern)).toBe(true);
});

test.each([
  ['authenticated', 'authenticate'],
  ['authenticated', 'unauthenticated'],
  ['authenticated', '?authenticated'],
  ['authenticated', '*x*'],
  ['authenticated', 'a*b'],
  ['a.b', 'a?'],
  ['axb', 'a.b'],
  ['', '?'],
])('%s does not fit %s', (text, pattern) => {
  expect(matchesWildcards(text, pattern)).toBe(false);
});

test('a pattern of many wildcards is judged at once', () => {
  const start = performance.now();
  expect(matchesWildcards('a'.repeat(60), `${'*?'.repeat(30)}b`)).toBe(false);
  expect(performance.now() - start).toBeLessThan(1_000);
});
