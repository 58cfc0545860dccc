import type { ReactElement, ReactNode } from 'react';
import './card.css';

/** What {@link Card} takes. */
export interface CardProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** The plain frame of a story about a hook: what matters is what is written in it. */
export function Card({ title, children }: CardProps): ReactElement {
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
