import type { ReactElement } from 'react';
import { describeError } from '../screen/describeError.ts';
import { CancelUpload } from './CancelUpload.tsx';
import { UploadControls } from './UploadControls.tsx';
import type { Upload } from './uploadQueue.ts';
import { useUploadQueue } from './Uploads.tsx';

/** A photo on its way: the local picture, how far it is, and what can be done about it. */
export function UploadTile({ upload }: { readonly upload: Upload }): ReactElement {
  const { fileName, previewUrl, state } = upload;
  return (
    <li className="tile upload" data-state={state.kind}>
      <div className="tile-frame">
        <img className="photo" data-loaded="true" src={previewUrl} alt="" />
        <div className="upload-panel">
          <UploadPanel upload={upload} />
        </div>
      </div>
      <p className="tile-caption">{state.kind === 'waiting' ? `Waiting: ${fileName}` : fileName}</p>
    </li>
  );
}

function UploadPanel({ upload: { id, fileName, state } }: { readonly upload: Upload }): ReactElement {
  const { retry, remove } = useUploadQueue();
  if (state.kind === 'waiting') return <CancelUpload fileName={fileName} onCancel={() => remove(id)} />;
  if (state.kind === 'uploading') return <UploadControls fileName={fileName} onCancel={() => remove(id)} />;
  return (
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
  );
}
