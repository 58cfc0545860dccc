import type { ReactElement } from 'react';
import type { Album } from './album.ts';
import { OwnAlbum } from './OwnAlbum.tsx';
import { PublicAlbum } from './PublicAlbum.tsx';

/** What {@link AlbumScreen} takes. */
export interface AlbumScreenProps {
  readonly album: Album;
  /** File name of the photo to show large. */
  readonly openPhoto: string | undefined;
}

/** One album. */
export function AlbumScreen(props: AlbumScreenProps): ReactElement {
  return props.album.shelf === 'mine' ? <OwnAlbum {...props} /> : <PublicAlbum {...props} />;
}
