import type { ReactElement, ReactNode } from 'react';
import { Problem } from '../screen/Problem.tsx';
import { Skeletons } from '../screen/Skeletons.tsx';
import { albumOf, type Shelf } from './album.ts';
import { AlbumCard } from './AlbumCard.tsx';
import { useAlbums } from './useAlbums.ts';

/** What {@link AlbumShelf} takes. */
interface AlbumShelfProps {
  readonly shelf: Shelf;
  readonly identityId: string;
  /** Shown when there is no album. */
  readonly empty: ReactNode;
}

/** All albums of a shelf. */
export function AlbumShelf({ shelf, identityId, empty }: AlbumShelfProps): ReactElement {
  const { data: names, error, refetch } = useAlbums(shelf, identityId);
  if (names === undefined) {
    if (error === null) return <Skeletons label="Loading albums" />;
    return <Problem title="The albums could not be loaded." error={error} onRetry={() => void refetch()} />;
  }
  if (names.length === 0) return <>{empty}</>;
  return (
    <ul className="grid album-grid">
      {names.map((name) => (
        <AlbumCard key={name} album={albumOf(shelf, identityId, name)} />
      ))}
    </ul>
  );
}
