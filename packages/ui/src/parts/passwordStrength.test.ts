import { describe, expect, test } from 'vitest';
import { passwordStrength } from './passwordStrength.ts';

describe('passwordStrength', () => {
  test.each([
    ['', 'empty'],
    ['a', 'weak'],
    ['password', 'weak'],
    ['P@ssw0rd1', 'weak'],
    ['aaaaaaaaaaaaaaaaaaaa', 'weak'],
    ['abcdefghijklmnop', 'weak'],
    ['1234567890', 'weak'],
    ['kTz9!mQ', 'fair'],
    ['Compiler-52!', 'good'],
    ['correct horse battery staple', 'strong'],
  ])('calls %j %s', (password, strength) => {
    expect(passwordStrength(password)).toBe(strength);
  });
});
