import { createContext, useContext, useEffect, useState, type ReactElement, type ReactNode } from 'react';

/** How long a notice stays, ms. Nothing depends on reading it: what it tells shows on the page as well. */
const NOTICE_MS = 6000;

const NotifyContext = createContext<(text: string) => void>(() => undefined);

/** A function that says something in passing, on screen and to screen readers. */
export function useNotify(): (text: string) => void {
  return useContext(NotifyContext);
}

/** Shows one notice at a time at the foot of the page. */
export function Notices({ children }: { readonly children: ReactNode }): ReactElement {
  const [notice, setNotice] = useState<{ readonly text: string }>();
  const [notify] = useState(() => (text: string) => setNotice({ text }));

  useEffect(() => {
    if (notice === undefined) return undefined;
    const timer = setTimeout(() => setNotice(undefined), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [notice]);

  return (
    <NotifyContext value={notify}>
      {children}
      <output className="notices">{notice === undefined ? null : <span className="notice">{notice.text}</span>}</output>
    </NotifyContext>
  );
}
