import { expect, test } from 'vitest';
import { photosOf } from './photo.ts';

test("an album's listing gives its photos, without the object that stands for the album itself", () => {
  expect(photosOf([{ Key: 'public/Sea/' }, { Key: 'public/Sea/low-tide_2.jpg' }, {}], 'public/Sea/')).toEqual([
    { key: 'public/Sea/low-tide_2.jpg', fileName: 'low-tide_2.jpg', title: 'low tide 2' },
  ]);
});
