import { describe, expect, test } from 'vitest';
import { albumNameProblem, albumNames, albumOf } from './album.ts';

describe('album', () => {
  test('lies below the identity that owns it', () => {
    expect(albumOf('mine', 'eu-west-1:1', 'Iceland').prefix).toBe('users/eu-west-1:1/Iceland/');
    expect(albumOf('public', 'eu-west-1:1', 'Iceland').prefix).toBe('public/Iceland/');
  });

  test('names are the last step of the prefixes a listing gives', () => {
    expect(albumNames([{ Prefix: 'users/eu-west-1:1/Iceland/' }, { Prefix: 'public/First light/' }, {}])).toEqual([
      'Iceland',
      'First light',
    ]);
  });

  test.each([
    ['  ', 'Give the album a name.'],
    ['2024/Iceland', 'A name cannot contain a slash.'],
    ['..', 'A name needs more than dots.'],
    ['x'.repeat(61), 'Use at most 60 characters.'],
    [' Iceland ', 'You already have an album of this name.'],
    ['Faroe Islands', undefined],
  ])('the name %j: %s', (name, problem) => {
    expect(albumNameProblem(name, ['Iceland'])).toBe(problem);
  });
});
