import { useActionState, useEffect, useId, useRef, type ReactElement } from 'react';
import { albumHref } from '../route/route.ts';
import { navigate } from '../route/useRoute.ts';
import { describeError } from '../screen/describeError.ts';
import { Dialog } from '../screen/Dialog.tsx';
import { albumNameProblem, MAX_ALBUM_NAME_LENGTH } from './album.ts';
import { useAlbums } from './useAlbums.ts';
import { useCreateAlbum } from './useCreateAlbum.ts';

/** What {@link CreateAlbumDialog} takes. */
interface CreateAlbumDialogProps {
  readonly identityId: string;
  readonly onClose: () => void;
}

interface Attempt {
  readonly name: string;
  readonly problem: string | undefined;
}

/** Asks for a name, creates the album and opens it. A name that failed stays in the field. */
export function CreateAlbumDialog({ identityId, onClose }: CreateAlbumDialogProps): ReactElement {
  const fieldId = useId();
  const { data: taken = [] } = useAlbums('mine', identityId);
  const { create } = useCreateAlbum(identityId);
  const [attempt, submit, isPending] = useActionState(createAlbum, { name: '', problem: undefined });

  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (attempt.problem !== undefined) field.current?.focus();
  }, [attempt]);

  async function createAlbum(_: Attempt, form: FormData): Promise<Attempt> {
    const entry = form.get('name');
    const name = typeof entry === 'string' ? entry : '';
    const problem = albumNameProblem(name, taken);
    if (problem !== undefined) return { name, problem };
    try {
      const album = await create(name);
      onClose();
      navigate(albumHref(album.shelf, album.name));
      return { name, problem: undefined };
    } catch (error) {
      return { name, problem: describeError(error) };
    }
  }

  return (
    <Dialog title="New album" onClose={onClose}>
      <form
        action={submit}
        noValidate
        onSubmit={(event) => {
          if (isPending) event.preventDefault();
        }}
      >
        <label className="label" htmlFor={fieldId}>
          Name
        </label>
        <input
          ref={field}
          id={fieldId}
          name="name"
          className="input"
          defaultValue={attempt.name}
          maxLength={MAX_ALBUM_NAME_LENGTH}
          autoComplete="off"
          aria-invalid={attempt.problem !== undefined}
          aria-describedby={`${fieldId}-problem`}
        />
        <p id={`${fieldId}-problem`} className="form-error" role="alert">
          {attempt.problem}
        </p>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button button-primary" aria-disabled={isPending} aria-busy={isPending}>
            {isPending ? 'Creating…' : 'Create album'}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
