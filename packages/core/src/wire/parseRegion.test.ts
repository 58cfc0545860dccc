import { expect, test } from 'vitest';
import { parseRegion } from './parseRegion.ts';

const parse = (id: string, expected?: string): string => parseRegion(id, /^_\w+$/, 'INVALID_USER_POOL_ID', expected);

test.each([
  ['eu-west-1_AbC', 'eu-west-1'],
  ['us-gov-east-1_AbC', 'us-gov-east-1'],
  ['ap-southeast-2_AbC', 'ap-southeast-2'],
  ['eusc-de-east-1_AbC', 'eusc-de-east-1'],
])('%s is in %s', (id, region) => {
  expect(parse(id)).toBe(region);
  expect(parse(id, region)).toBe(region);
});

test.each(['', 'eu-west-1', 'eu-west-1:AbC', 'AbC', 'eu-west_AbC', 'eu-west-1_', 'EU-WEST-1_AbC', undefined])(
  '%s is refused as malformed',
  (id) => {
    expect(() => parse(id as string)).toThrow(expect.objectContaining({ code: 'INVALID_USER_POOL_ID' }));
  },
);

test('a region that disagrees with the id is refused, and both are named', () => {
  expect(() => parse('eu-west-1_AbC', 'us-east-1')).toThrow(
    expect.objectContaining({ code: 'REGION_MISMATCH', message: expect.stringContaining('eu-west-1, not us-east-1') }),
  );
});
