import type { ReactElement } from 'react';
import { CancelUpload } from './CancelUpload.tsx';
import { useRunningUpload } from './Uploads.tsx';

const percent = new Intl.NumberFormat('en', { style: 'percent' });

/** What {@link UploadControls} takes. */
interface UploadControlsProps {
  readonly fileName: string;
  readonly onCancel: () => void;
}

/** How far the running upload is, and buttons that hold it, let it go on or give it up. */
export function UploadControls({ fileName, onCancel }: UploadControlsProps): ReactElement {
  const { status, progress, isWaiting, pause, resume } = useRunningUpload();
  const isPaused = status === 'paused';
  return (
    <>
      {/* Said when it changes; the progress bar tells its own value to whoever asks. */}
      <output className="upload-text">
        {isPaused ? 'Paused' : null}
        {isWaiting ? 'No connection. The upload goes on by itself.' : null}
      </output>
      <div className="upload-bar">
        <progress
          className="upload-progress"
          data-state={isPaused || isWaiting ? 'still' : 'moving'}
          aria-label={`Uploading ${fileName}`}
          value={progress.ratio}
        />
        <span className="upload-percent" aria-hidden="true">
          {percent.format(progress.ratio ?? 0)}
        </span>
      </div>
      <div className="upload-actions">
        {/* One button, so that the focus stays where it is. */}
        <button type="button" className="button button-small" onClick={isPaused ? resume : pause}>
          {isPaused ? 'Resume' : 'Pause'}
          <span className="visually-hidden"> upload of {fileName}</span>
        </button>
        <CancelUpload fileName={fileName} onCancel={onCancel} />
      </div>
    </>
  );
}
