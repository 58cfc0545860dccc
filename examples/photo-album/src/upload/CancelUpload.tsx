import type { ReactElement } from 'react';

/** What {@link CancelUpload} takes. */
interface CancelUploadProps {
  readonly fileName: string;
  readonly onCancel: () => void;
}

/** Gives up an upload that runs or waits for its turn. */
export function CancelUpload({ fileName, onCancel }: CancelUploadProps): ReactElement {
  return (
    <button type="button" className="button button-small" onClick={onCancel}>
      Cancel<span className="visually-hidden"> upload of {fileName}</span>
    </button>
  );
}
