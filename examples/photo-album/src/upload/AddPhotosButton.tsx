import { useRef, type ReactElement, type ReactNode } from 'react';

/** What {@link AddPhotosButton} takes. */
interface AddPhotosButtonProps {
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactNode;
}

/** Lets the person choose photos from their device. */
export function AddPhotosButton({ onFiles, children }: AddPhotosButtonProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="button button-primary" onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        hidden
        aria-label="Photos to add"
        onChange={(event) => {
          onFiles(Array.from(event.target.files ?? []));
          // The same file can be chosen again.
          event.target.value = '';
        }}
      />
    </>
  );
}
