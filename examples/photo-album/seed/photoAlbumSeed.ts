import { defaultSeed, emulatorDefaults, type EmulatorSeed } from '@valetkey/emulator';
import { paintLandscape } from './paintLandscape.ts';
import { publicAlbums } from './publicAlbums.ts';

/** The local AWS of the photo album: the emulator's own seed, with public albums that guests find something in. */
export const photoAlbumSeed: EmulatorSeed = {
  ...defaultSeed,
  buckets: (defaultSeed.buckets ?? []).map((bucket) =>
    bucket.name === emulatorDefaults.bucket ? { ...bucket, objects: paintPublicPhotos() } : bucket,
  ),
};

function paintPublicPhotos(): Record<string, { readonly body: string; readonly headers: Readonly<Record<string, string>> }> {
  const headers = { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' };
  return Object.fromEntries(
    Object.entries(publicAlbums).flatMap(([album, photos]) =>
      photos.map(({ title, landscape }) => [
        `public/${album}/${title}.svg`,
        { body: paintLandscape(landscape), headers },
      ]),
    ),
  );
}
