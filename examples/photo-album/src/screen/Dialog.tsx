import { useId, useLayoutEffect, useRef, type ReactElement, type ReactNode } from 'react';

/** What {@link Dialog} takes. */
interface DialogProps {
  readonly title: string;
  /** Called when the person closes it, with Escape too. The caller then stops rendering it. */
  readonly onClose: () => void;
  /** `alertdialog` for questions whose answer cannot be undone. Default `dialog`. */
  readonly role?: 'dialog' | 'alertdialog';
  readonly className?: string;
  /** For a heading that is only heard. */
  readonly hidesTitle?: boolean;
  readonly children: ReactNode;
}

/**
 * A modal dialog by the browser's own means: it traps the focus, closes on Escape and gives the focus back: to the screen's
 * heading when what opened the dialog is gone, such as the photo that was deleted in it.
 */
export function Dialog({ title, onClose, role = 'dialog', className, hidesTitle, children }: DialogProps): ReactElement {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  // Before the element leaves the page, or the browser cannot return the focus.
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => {
      dialog?.close();
      const holder = document.activeElement;
      const isLost = holder === null || holder === document.body || dialog?.contains(holder) === true;
      if (isLost) document.querySelector<HTMLElement>('main h1')?.focus();
    };
  }, []);

  return (
    <dialog
      ref={ref}
      role={role}
      aria-labelledby={titleId}
      className={className ?? 'dialog'}
      onClose={() => {
        // StrictMode closes and opens it again before this event arrives.
        if (ref.current?.open === false) onClose();
      }}
    >
      <h2 id={titleId} className={hidesTitle === true ? 'visually-hidden' : 'dialog-title'}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}
