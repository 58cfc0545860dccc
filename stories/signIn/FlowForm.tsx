import type { ComponentProps, ReactElement } from 'react';

/** What {@link FlowForm} takes. */
export interface FlowFormProps {
  /** Label → attributes of its input. The label is the key in the data as well. */
  readonly fields: Readonly<Record<string, ComponentProps<'input'>>>;
  readonly submit: string;
  readonly pending: boolean;
  /** Why the last attempt failed. */
  readonly error: { readonly code: string } | undefined;
  readonly onSubmit: (data: (label: string) => string) => Promise<void>;
}

/** The least of a form around one step of a flow: the app's own inputs, the hook's `submit`, `pending` and `error`. */
export function FlowForm({ fields, submit, pending, error, onSubmit }: FlowFormProps): ReactElement {
  return (
    <form
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        void onSubmit((label) => {
          const typed = data.get(label);
          return typeof typed === 'string' ? typed : '';
        });
      }}
    >
      {Object.entries(fields).map(([label, attributes]) => (
        <label key={label}>
          {label}
          <input {...attributes} name={label} required />
        </label>
      ))}
      <button type="submit" aria-disabled={pending}>
        {submit}
      </button>
      {error === undefined ? null : <p role="alert">{error.code}</p>}
    </form>
  );
}
