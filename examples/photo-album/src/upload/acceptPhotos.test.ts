import { expect, test } from 'vitest';
import { acceptPhotos, MAX_PHOTO_BYTES } from './acceptPhotos.ts';

test('takes pictures and says why it leaves out the rest', () => {
  const photo = new File(['jpeg'], 'geyser.jpg', { type: 'image/jpeg' });
  const notes = new File(['…'], 'notes.txt', { type: 'text/plain' });
  const empty = new File([], 'empty.png', { type: 'image/png' });
  const huge = new File([new Uint8Array(MAX_PHOTO_BYTES + 1)], 'huge.tif', { type: 'image/tiff' });
  expect(acceptPhotos([photo, notes, empty, huge])).toEqual({
    photos: [photo],
    problems: [
      '“notes.txt” is not a picture, so it was left out.',
      '“empty.png” is empty, so it was left out.',
      '“huge.tif” is larger than 25 MB, so it was left out.',
    ],
  });
});
