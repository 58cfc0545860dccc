import type { ReactElement } from 'react';

/** What {@link Facts} takes. */
export interface FactsProps {
  /** Name → value; `undefined` is told as a dash. */
  readonly facts: Readonly<Record<string, string | number | boolean | undefined>>;
}

/** What a hook returned, as a list of names and values that a test can look up by `data-fact`. */
export function Facts({ facts }: FactsProps): ReactElement {
  return (
    <dl>
      {Object.entries(facts).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd data-fact={name}>{value === undefined ? '–' : String(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
