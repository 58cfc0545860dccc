import type { Shelf } from '../album/album.ts';

/** What the address bar asks for. Albums and photos live in the fragment, so any static host can serve the app. */
export type Route =
  | { readonly kind: 'home' }
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'album'; readonly shelf: Shelf; readonly album: string; readonly photo: string | undefined }
  | { readonly kind: 'unknown' };

/** Reads a URL fragment such as `#/mine/Iceland/geyser.jpg`. */
export function parseRoute(hash: string): Route {
  const parts = hash.replace(/^#\/?/, '').split('/').map(decode);
  const [first, album, photo] = parts;
  if (first === undefined || first === '') return { kind: 'home' };
  if (first === 'sign-in') return { kind: 'sign-in' };
  if ((first === 'mine' || first === 'public') && album !== undefined && album !== '' && parts.length <= 3) {
    return { kind: 'album', shelf: first, album, photo: photo === '' ? undefined : photo };
  }
  return { kind: 'unknown' };
}

/** Address of the overview. */
export const homeHref = '#/';

/** Address of the sign-in screen. */
export const signInHref = '#/sign-in';

/** Address of an album, or of one photo in it. */
export function albumHref(shelf: Shelf, album: string, photo?: string): string {
  return `#/${[shelf, album, ...(photo === undefined ? [] : [photo])].map(encodeURIComponent).join('/')}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A stray % that nobody encoded: it means itself.
    return part;
  }
}
