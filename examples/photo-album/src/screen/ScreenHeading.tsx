import { useContext, useEffect, useRef, useState, type ReactElement } from 'react';
import { HasMoved } from '../route/useHasMoved.ts';

/** The heading of a screen: it names the browser tab, and takes the focus when a person has come here by a step. */
export function ScreenHeading({ title }: { readonly title: string }): ReactElement {
  // As it is when the heading arrives. On a page just opened nobody has done anything yet: there the focus stays at the top.
  const [takesFocus] = useState(useContext(HasMoved));
  const ref = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${title} · Photo album`;
    if (takesFocus) ref.current?.focus();
  }, [title, takesFocus]);

  return (
    <h1 ref={ref} tabIndex={-1} className="screen-title">
      {title}
    </h1>
  );
}
