/** Whose albums: everybody's to look at, or one's own. */
export type Shelf = 'public' | 'mine';

/** An album is a prefix in the bucket. */
export interface Album {
  readonly shelf: Shelf;
  /** The identity that owns it, or `public`: also the partition of its captions. */
  readonly owner: string;
  readonly name: string;
  /** Every key of the album begins with it; ends in `/`. */
  readonly prefix: string;
}

/** The longest album name, in characters. */
export const MAX_ALBUM_NAME_LENGTH = 60;

/**
 * The prefix below which a shelf's albums lie. Roles grant exactly this much: guests read `public/`, each identity owns
 * `users/IDENTITY/`.
 */
export function shelfPrefix(shelf: Shelf, identityId: string): string {
  return shelf === 'public' ? 'public/' : `users/${identityId}/`;
}

/** The album of this name. */
export function albumOf(shelf: Shelf, identityId: string, name: string): Album {
  const owner = shelf === 'public' ? 'public' : identityId;
  return { shelf, owner, name, prefix: `${shelfPrefix(shelf, identityId)}${name}/` };
}

/** Reads album names from the common prefixes of a listing. */
export function albumNames(prefixes: readonly { readonly Prefix?: string | undefined }[]): readonly string[] {
  return prefixes.flatMap(({ Prefix }) => Prefix?.split('/').at(-2) ?? []);
}

/** What is wrong with a name for a new album, in words; `undefined` when it will do. */
export function albumNameProblem(name: string, taken: readonly string[]): string | undefined {
  const trimmed = name.trim();
  if (trimmed === '') return 'Give the album a name.';
  if (trimmed.includes('/')) return 'A name cannot contain a slash.';
  // A URL parser would read these as steps up the path.
  if (/^\.+$/.test(trimmed)) return 'A name needs more than dots.';
  if (trimmed.length > MAX_ALBUM_NAME_LENGTH) return `Use at most ${MAX_ALBUM_NAME_LENGTH} characters.`;
  if (taken.includes(trimmed)) return 'You already have an album of this name.';
  return undefined;
}

/** `1 photo`, `12 photos`, `60+ photos`. */
export function countPhotos(count: number, isTruncated: boolean): string {
  if (count === 0) return 'No photos yet';
  return count === 1 && !isTruncated ? '1 photo' : `${count}${isTruncated ? '+' : ''} photos`;
}
