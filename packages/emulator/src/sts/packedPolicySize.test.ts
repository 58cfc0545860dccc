import { expect, it } from 'vitest';
import { packedPolicySize } from './packedPolicySize.ts';

it('is what AWS publishes for its example', () => {
  const policy = '{"Version":"2012-10-17","Statement":[{"Sid":"Stmt1","Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
  expect(packedPolicySize({ policies: [policy], tags: {} })).toEqual({ policies: 6, total: 6, isTooLarge: false });
});

it('counts what repeats once, and white space not at all', () => {
  const statement = { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::photo-album/users/${cognito-identity.amazonaws.com:sub}/*' };
  const once = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const often = { Version: '2012-10-17', Statement: Array.from({ length: 12 }, () => statement) };
  const { total } = packedPolicySize({ policies: [once], tags: {} });
  expect(packedPolicySize({ policies: [JSON.stringify(often)], tags: {} }).total).toBeLessThan(total + 10);
  expect(packedPolicySize({ policies: [JSON.stringify(often, undefined, 8)], tags: {} })).toEqual(packedPolicySize({ policies: [JSON.stringify(often)], tags: {} }));
});

it('measures a policy of any size within a moment', () => {
  const startedAt = performance.now();
  packedPolicySize({ policies: ['a'.repeat(1024) + 'b'.repeat(1024), 'ab'.repeat(1024)], tags: {} });
  expect(performance.now() - startedAt).toBeLessThan(1000);
});
