import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { hashKey, partialMatchKey } from '@tanstack/react-query';
import { describe, expect, test } from 'vitest';
import { awsQueryKey, scopeOfKey } from './awsQueryKey.ts';

const client = new S3Client({ region: 'eu-west-1' });
const scope = { credentials: 1, epoch: 2, identityId: 'eu-west-1:ada', region: 'eu-west-1', endpoint: undefined };

describe('awsQueryKey', () => {
  test('goes from whose data it is to the input', () => {
    expect(awsQueryKey(client, scope, ListObjectsV2Command, { Bucket: 'album' })).toEqual([
      'aws',
      scope,
      'S3',
      'ListObjectsV2Command',
      { Bucket: 'album' },
    ]);
  });

  test('a prefix without a scope matches every identity and region, and only its own command and input', () => {
    const key = awsQueryKey(client, scope, ListObjectsV2Command, { Bucket: 'album', Prefix: 'a/' });
    expect(partialMatchKey(key, awsQueryKey(client, {}))).toBe(true);
    expect(partialMatchKey(key, awsQueryKey(client, {}, ListObjectsV2Command))).toBe(true);
    expect(partialMatchKey(key, awsQueryKey(client, {}, ListObjectsV2Command, { Bucket: 'album' }))).toBe(true);
    expect(partialMatchKey(key, awsQueryKey(client, {}, ListObjectsV2Command, { Bucket: 'other' }))).toBe(false);
    expect(partialMatchKey(key, awsQueryKey(client, {}, GetObjectCommand))).toBe(false);
  });

  test('the input’s secrets are left out, and what JSON cannot tell apart is told apart', () => {
    const hash = (input: object): string => hashKey(awsQueryKey(client, scope, GetObjectCommand, input));
    expect(hash({ Bucket: 'album', Key: 'a', SSECustomerKey: 'CANARY' })).not.toContain('CANARY');
    expect(hash({ ids: new Set(['a']) })).not.toBe(hash({ ids: new Set(['b']) }));
  });
});

describe('scopeOfKey', () => {
  test.each([[undefined], [[]], [['weather']], [['aws']], [['aws', 'region']], [['aws', null]]])(
    '%o is not one of ours',
    (key: readonly unknown[] | undefined) => {
      expect(scopeOfKey(key)).toBeUndefined();
    },
  );
});
