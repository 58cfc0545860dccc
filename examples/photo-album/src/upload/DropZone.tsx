import { useState, type DragEvent, type ReactElement, type ReactNode } from 'react';

/** What {@link DropZone} takes. */
interface DropZoneProps {
  /** Said over the page while files hover, e.g. `Drop photos into “Iceland”`. */
  readonly label: string;
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactNode;
}

/** Takes files dropped anywhere on its content. A button does the same for whoever does not drag. */
export function DropZone({ label, onFiles, children }: DropZoneProps): ReactElement {
  // Elements inside fire enter and leave as well: the zone is left when as many have been left as were entered.
  const [depth, setDepth] = useState(0);

  return (
    <div
      className="drop-zone"
      onDragEnter={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setDepth((entered) => entered + 1);
      }}
      onDragOver={(event) => {
        if (hasFiles(event)) event.preventDefault();
      }}
      onDragLeave={(event) => {
        if (hasFiles(event)) setDepth((entered) => Math.max(0, entered - 1));
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setDepth(0);
        onFiles(Array.from(event.dataTransfer.files));
      }}
    >
      {children}
      {depth > 0 ? (
        <div className="drop-hint" aria-hidden="true">
          {label}
        </div>
      ) : null}
    </div>
  );
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes('Files');
}
