import { describe, expect, it } from 'vitest';
import { sameOriginPath } from './sameOriginPath.ts';

const origin = 'https://album.example';

describe('sameOriginPath', () => {
  it.each(['/', '/album', '/album?page=2#top', '/a/b/../c', '/?next=//evil.example', '/%2F/evil.example', '/album/ü'])('keeps %j within the origin', (path) => {
    expect(sameOriginPath(path, origin)).toBe(new URL(path, origin).href.slice(origin.length));
  });

  it.each([
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '/./\\evil.example',
    ' //evil.example',
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'https:evil.example',
    'https://evil.example',
    'https://album.example@evil.example/',
    'data:text/html,x',
    'evil.example',
    'album',
    '?page=2',
    '',
    'https://',
  ])('makes / of %j', (path) => {
    expect(sameOriginPath(path, origin)).toBe('/');
  });

  it('makes / of what is too long to be shown, which would lead to an empty page', () => {
    const longest = `/${'a'.repeat(65_535)}`;
    expect([sameOriginPath(longest, origin) === longest, sameOriginPath(`${longest}a`, origin)]).toEqual([true, '/']);
  });

  it('leads to the same origin whatever is put together', () => {
    const pieces = ['/', '\\', '.', '..', ':', '@', '\t', '\n', ' ', 'evil.example', 'https', '%2F', '?', '#'];
    let seed = 1;
    const next = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (let round = 0; round < 20_000; round += 1) {
      const path = Array.from({ length: 1 + next(7) }, () => pieces[next(pieces.length)]).join('');
      const found = sameOriginPath(path, origin);
      expect(new URL(found, origin).origin, JSON.stringify(path)).toBe(origin);
      expect(found, JSON.stringify(path)).toMatch(/^\/(?![/\\])/);
    }
  });
});
