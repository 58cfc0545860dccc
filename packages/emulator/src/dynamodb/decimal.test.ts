import { expect, it } from 'vitest';
import { addDecimals, compareDecimals, formatDecimal, parseDecimal } from './decimal.ts';

it.each([
  ['0', '0'],
  ['-0', '0'],
  ['00012.500', '12.5'],
  ['+7', '7'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['1e2', '100'],
  ['12E-3', '0.012'],
  ['-1.5e1', '-15'],
  ['-0.05', '-0.05'],
  ['12345678901234567890123456789012345678', '12345678901234567890123456789012345678'],
  ['1e125', `1${'0'.repeat(125)}`],
  ['1e-130', `0.${'0'.repeat(129)}1`],
])('reads %s as %s', (text, expected) => {
  expect(formatDecimal(parseDecimal(text))).toBe(expected);
});

it.each(['', ' ', 'abc', '1a', '--1', '1.2.3', 'Infinity', 'NaN', '0x10', '.', 'e5', '1e', '123456789012345678901234567890123456789', '1e126', '-1e126', '1e-131', '1e999999999999'])(
  'refuses %j',
  (text) => {
    expect(() => parseDecimal(text)).toThrow(expect.objectContaining({ code: 'ValidationException' }));
  },
);

it.each([
  ['9', '10', -1],
  ['1.0', '1', 0],
  ['-9', '-10', 1],
  ['0.1', '0.09', 1],
  ['1e100', '1e99', 1],
  ['100000000000000000001', '100000000000000000000', 1],
])('compares %s with %s by value', (left, right, expected) => {
  expect(compareDecimals(parseDecimal(left), parseDecimal(right))).toBe(expected);
});

it.each([
  ['0.1', '0.2', '0.3'],
  ['9999999999999999999999999999999999999', '1', '10000000000000000000000000000000000000'],
  ['5', '-5', '0'],
  ['1e-2', '1e2', '100.01'],
])('adds %s and %s exactly', (left, right, expected) => {
  expect(formatDecimal(addDecimals(parseDecimal(left), parseDecimal(right)))).toBe(expected);
});

it('refuses a sum that needs more than 38 digits', () => {
  expect(() => addDecimals(parseDecimal('1e38'), parseDecimal('0.1'))).toThrow(/38 significant digits/);
});
