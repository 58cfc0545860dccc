import type { ReactElement } from 'react';
import { describeError } from './describeError.ts';

/** What {@link Problem} takes. */
interface ProblemProps {
  /** What could not be done, e.g. `The albums could not be loaded.` */
  readonly title: string;
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** Says that a part of the page could not be loaded, and offers to try again. */
export function Problem({ title, error, onRetry }: ProblemProps): ReactElement {
  return (
    <div className="problem" role="alert">
      <p className="problem-title">{title}</p>
      <p>{describeError(error)}</p>
      <button type="button" className="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}
