import type { ReactElement, ReactNode } from 'react';
import { Dialog } from './Dialog.tsx';
import { describeError } from './describeError.ts';

/** What {@link ConfirmDialog} takes. */
interface ConfirmDialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** What the confirming button says, e.g. `Delete photo`. */
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  readonly isPending: boolean;
  readonly error: Error | null;
}

/** Asks before something is done that cannot be undone. The focus begins on the first button, which is the way out. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactElement {
  const { title, children, action, onConfirm, onCancel, isPending, error } = props;
  return (
    <Dialog title={title} role="alertdialog" onClose={onCancel}>
      <p className="dialog-text">{children}</p>
      {error === null ? null : (
        <p className="form-error" role="alert">
          {describeError(error)}
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onCancel}>
          Cancel
        </button>
        <button
          type="button"
          className="button button-danger"
          aria-disabled={isPending}
          aria-busy={isPending}
          onClick={() => {
            if (!isPending) onConfirm();
          }}
        >
          {isPending ? 'Deleting…' : action}
        </button>
      </div>
    </Dialog>
  );
}
