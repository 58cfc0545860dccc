import { expect, test } from 'vitest';
import { createS3State } from './s3State.ts';

test('a bucket begins with the objects it is given', () => {
  const { buckets } = createS3State([
    { name: 'album', createdAt: 1000, objects: { 'public/hello.txt': { body: 'hello', headers: { 'content-type': 'text/plain' } } } },
    { name: 'empty' },
  ]);
  expect(buckets['album']?.objects).toEqual({
    'public/hello.txt': {
      body: 'aGVsbG8=',
      size: 5,
      etag: '5d41402abc4b2a76b9719d911017c592',
      lastModified: 1000,
      headers: { 'content-type': 'text/plain' },
      metadata: {},
    },
  });
  expect(buckets['empty']?.objects).toEqual({});
});
