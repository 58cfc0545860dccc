import type { ReactElement } from 'react';

/** Stands where photos or albums will be. */
export function Skeletons({ label }: { readonly label: string }): ReactElement {
  return (
    <output className="grid">
      <span className="visually-hidden">{label}</span>
      {['a', 'b', 'c'].map((id) => (
        <span key={id} className="skeleton" aria-hidden="true" />
      ))}
    </output>
  );
}
