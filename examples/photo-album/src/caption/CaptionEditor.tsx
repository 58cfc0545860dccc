import { useEffect, useId, useRef, type ReactElement } from 'react';
import type { Album } from '../album/album.ts';
import { describeError } from '../screen/describeError.ts';
import { useIsOnline } from '../screen/useIsOnline.ts';
import type { Photo } from '../photo/photo.ts';
import { MAX_CAPTION_LENGTH } from './caption.ts';
import { useCaptionDraft } from './CaptionDrafts.tsx';
import { useSaveCaption } from './useSaveCaption.ts';

/** What {@link CaptionEditor} takes. */
interface CaptionEditorProps {
  readonly album: Album;
  readonly photo: Photo;
  /** The saved caption, or `''`. */
  readonly caption: string;
}

/** Shows a photo's caption and lets its owner edit it in place. */
export function CaptionEditor({ album, photo, caption }: CaptionEditorProps): ReactElement {
  const [draft, setDraft] = useCaptionDraft(photo.key);
  const opener = useRef<HTMLButtonElement>(null);
  const hadDraft = useRef(draft !== undefined);

  // Whoever saves or gives up is back where the editing began.
  useEffect(() => {
    if (hadDraft.current && draft === undefined) opener.current?.focus();
    hadDraft.current = draft !== undefined;
  }, [draft]);

  if (draft !== undefined) {
    return <CaptionForm album={album} fileName={photo.fileName} draft={draft} onDraft={setDraft} />;
  }
  return (
    <button
      ref={opener}
      type="button"
      className="caption-button"
      data-empty={caption === ''}
      aria-label={caption === '' ? undefined : `Edit caption: ${caption}`}
      onClick={() => setDraft(caption)}
    >
      {caption === '' ? 'Add a caption' : caption}
    </button>
  );
}

interface CaptionFormProps {
  readonly album: Album;
  readonly fileName: string;
  readonly draft: string;
  readonly onDraft: (draft: string | undefined) => void;
}

function CaptionForm({ album, fileName, draft, onDraft }: CaptionFormProps): ReactElement {
  const id = useId();
  const isOnline = useIsOnline();
  const field = useRef<HTMLInputElement>(null);
  const { save, isPending, isPaused, error } = useSaveCaption(album, fileName, () => onDraft(undefined));

  // When editing begins, and when what was typed could not be saved.
  useEffect(() => field.current?.focus(), [error]);

  return (
    <form
      className="caption-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) save(draft.trim());
      }}
    >
      <label className="visually-hidden" htmlFor={id}>
        Caption
      </label>
      <input
        ref={field}
        id={id}
        className="input"
        value={draft}
        maxLength={MAX_CAPTION_LENGTH}
        placeholder="What do you remember?"
        autoComplete="off"
        aria-invalid={error !== null}
        aria-describedby={`${id}-state`}
        onChange={(event) => onDraft(event.target.value)}
      />
      <div className="caption-actions">
        <button type="submit" className="button button-primary" aria-disabled={isPending} aria-busy={isPending}>
          {isPending && !isPaused ? 'Saving…' : 'Save'}
        </button>
        <button type="button" className="button" onClick={() => onDraft(undefined)}>
          Discard
        </button>
      </div>
      <output id={`${id}-state`} className={error === null ? 'caption-state' : 'form-error'}>
        {captionState({ error, isPaused, isOnline })}
      </output>
    </form>
  );
}

function captionState(state: { readonly error: Error | null; readonly isPaused: boolean; readonly isOnline: boolean }): string {
  if (state.error !== null) return `Not saved. ${describeError(state.error)}`;
  if (state.isPaused) return 'You are offline. The caption is saved as soon as you are back.';
  return state.isOnline ? '' : 'You are offline. You can go on typing.';
}
