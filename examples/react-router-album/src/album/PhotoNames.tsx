import type { ReactNode } from 'react';

/** A list of photos by name. */
export function PhotoNames({ keys }: { readonly keys: readonly string[] }): ReactNode {
  if (keys.length === 0) return <p>No photos yet.</p>;
  return (
    <ul>
      {keys.map((key) => (
        <li key={key}>{key.split('/').at(-1)}</li>
      ))}
    </ul>
  );
}
