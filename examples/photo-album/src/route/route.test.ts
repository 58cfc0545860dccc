import { describe, expect, test } from 'vitest';
import { albumHref, parseRoute } from './route.ts';

describe('route', () => {
  test.each([
    ['', { kind: 'home' }],
    ['#/', { kind: 'home' }],
    ['#/sign-in', { kind: 'sign-in' }],
    ['#/mine/Iceland', { kind: 'album', shelf: 'mine', album: 'Iceland', photo: undefined }],
    ['#/public/First%20light/Summit.svg', { kind: 'album', shelf: 'public', album: 'First light', photo: 'Summit.svg' }],
    ['#/mine/100%', { kind: 'album', shelf: 'mine', album: '100%', photo: undefined }],
    ['#/mine', { kind: 'unknown' }],
    ['#/mine/a/b/c', { kind: 'unknown' }],
    ['#/elsewhere/x', { kind: 'unknown' }],
  ])('reads %s', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
  });

  test('an address leads back to the album and photo it was made of, whatever their names', () => {
    const album = '50% off & #1 / née';
    expect(parseRoute(albumHref('mine', album, 'a+b?.jpg'))).toEqual({
      kind: 'album',
      shelf: 'mine',
      album,
      photo: 'a+b?.jpg',
    });
  });
});
