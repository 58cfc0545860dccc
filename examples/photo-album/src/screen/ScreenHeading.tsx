import { useEffect, useRef, type ReactElement } from 'react';

/** The heading of a screen: it names the browser tab, and takes the focus when a person has come here by a step. */
export function ScreenHeading({ title }: { readonly title: string }): ReactElement {
  const ref = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${title} · Photo album`;
    // On a page just opened nobody has done anything yet: there the focus stays at the top.
    if (navigator.userActivation.hasBeenActive) ref.current?.focus();
  }, [title]);

  return (
    <h1 ref={ref} tabIndex={-1} className="screen-title">
      {title}
    </h1>
  );
}
