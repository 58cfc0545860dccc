import type { ReactElement } from 'react';
import { describeError } from '../screen/describeError.ts';
import type { Upload } from './uploadQueue.ts';
import { useUploadQueue } from './Uploads.tsx';

/** A photo on its way: the local picture, how far it is, and what can be done about it. */
export function UploadTile({ upload }: { readonly upload: Upload }): ReactElement {
  const { retry, remove } = useUploadQueue();
  const { id, fileName, previewUrl, state } = upload;
  return (
    <li className="tile upload" data-state={state.kind}>
      <div className="tile-frame">
        <img className="photo" data-loaded="true" src={previewUrl} alt="" />
        <div className="upload-panel">
          {state.kind === 'failed' ? (
            <>
              <p className="upload-text" role="alert">
                Upload failed. {describeError(state.error)}
              </p>
              <div className="upload-actions">
                <button type="button" className="button button-small button-primary" onClick={() => retry(id)}>
                  Retry<span className="visually-hidden"> {fileName}</span>
                </button>
                <button type="button" className="button button-small" onClick={() => remove(id)}>
                  Remove<span className="visually-hidden"> {fileName}</span>
                </button>
              </div>
            </>
          ) : (
            <>
              {state.kind === 'uploading' ? (
                <progress className="upload-progress" aria-label={`Uploading ${fileName}`} value={state.progress} />
              ) : null}
              <button type="button" className="button button-small" onClick={() => remove(id)}>
                Cancel<span className="visually-hidden"> upload of {fileName}</span>
              </button>
            </>
          )}
        </div>
      </div>
      <p className="tile-caption">{state.kind === 'waiting' ? `Waiting: ${fileName}` : fileName}</p>
    </li>
  );
}
