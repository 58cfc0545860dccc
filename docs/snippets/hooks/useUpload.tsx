import { useUpload } from '@valetkey/react/upload';
import type { ReactNode } from 'react';

export function FilmUpload(): ReactNode {
  const { status, progress, isWaiting, error, start, pause, resume, cancel, retry } = useUpload();
  const send = (film: File | undefined): void => {
    if (film !== undefined) void start({ Bucket: 'films', Key: film.name, Body: film, ContentType: film.type });
  };
  return (
    <>
      <input type="file" aria-label="Film" accept="video/*" onChange={(event) => send(event.target.files?.[0])} />
      {(status === 'uploading' || status === 'paused') && (
        <>
          <progress aria-label="Upload" value={progress.ratio} />
          <button type="button" onClick={status === 'paused' ? resume : pause}>
            {status === 'paused' ? 'Resume' : 'Pause'}
          </button>
          <button type="button" onClick={() => void cancel()}>
            Cancel
          </button>
        </>
      )}
      {status === 'error' && (
        <p role="alert">
          {error.message}{' '}
          <button type="button" onClick={() => void retry()}>
            Retry
          </button>
        </p>
      )}
      <output>{isWaiting ? 'Waiting for the network …' : status === 'done' && 'The film is there.'}</output>
    </>
  );
}
