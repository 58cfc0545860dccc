import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { useAwsQuery } from '@valetkey/react/query';
import type { ReactElement } from 'react';
import { photosOf, type Photo } from '../photo/photo.ts';
import { PhotoImage } from '../photo/PhotoImage.tsx';
import { photoListing } from '../photo/useAlbumPhotos.ts';
import { albumHref } from '../route/route.ts';
import { countPhotos, type Album } from './album.ts';

/** How many photos an album's cover shows. */
const COVER_PHOTOS = 3;

/** An album on the overview: its first photos, its name and how many photos it holds. */
export function AlbumCard({ album }: { readonly album: Album }): ReactElement {
  const { data } = useAwsQuery(S3Client, ListObjectsV2Command, photoListing(album), {
    select: ({ Contents = [], IsTruncated = false }) => ({ photos: photosOf(Contents, album.prefix), IsTruncated }),
  });
  return (
    <li className="album-card">
      <Cover photos={data?.photos.slice(0, COVER_PHOTOS)} />
      <a className="album-card-name" href={albumHref(album.shelf, album.name)}>
        {album.name}
      </a>
      <span className="album-card-count">{data === undefined ? ' ' : countPhotos(data.photos.length, data.IsTruncated)}</span>
    </li>
  );
}

function Cover({ photos }: { readonly photos: readonly Photo[] | undefined }): ReactElement {
  return (
    <div className="cover" data-photos={photos?.length ?? 0}>
      {photos?.length === 0 ? <span className="cover-empty">Empty</span> : null}
      {photos?.map((photo) => (
        <PhotoImage key={photo.key} photoKey={photo.key} alt="" />
      ))}
    </div>
  );
}
