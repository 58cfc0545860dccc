import { describe, expect, test } from 'vitest';
import { defaultPasswordPolicy, metRules, rulesOf } from './passwordPolicy.ts';

describe('metRules', () => {
  test.each([
    ['', []],
    ['abcdefgh', ['minLength', 'lowercase']],
    ['ÄÖÜäöü', []],
    ['A1-', ['uppercase', 'number', 'symbol']],
    ['a b', ['lowercase', 'symbol']],
    [' ab', ['lowercase']],
    ['Aa1!Aa1!', ['minLength', 'lowercase', 'uppercase', 'number', 'symbol']],
  ])('of %j finds %j', (password, rules) => {
    expect(metRules(password, defaultPasswordPolicy)).toEqual(rules);
  });

  test('a policy without demands has no rules', () => {
    const lax = { minLength: 0, lowercase: false, uppercase: false, number: false, symbol: false };
    expect(rulesOf(lax)).toEqual([]);
  });
});
