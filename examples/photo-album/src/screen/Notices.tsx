import { useSession } from '@valetkey/react';
import { createContext, useContext, useEffect, useEffectEvent, useState, type ReactElement, type ReactNode } from 'react';
import { session } from '../aws.ts';

/** How long a notice stays, ms. */
const NOTICE_MS = 6000;

const NotifyContext = createContext<(text: string) => void>(() => undefined);

/** A function that says something in passing, on screen and to screen readers. */
export function useNotify(): (text: string) => void {
  return useContext(NotifyContext);
}

interface Notice {
  readonly id: number;
  readonly text: string;
  /** Whom it is for: the epoch of the session it was said in. */
  readonly epoch: number;
}

/**
 * Shows notices at the foot of the page, each for its own time: a later one does not push an earlier one away. What was said
 * to one person is gone when the next one looks.
 */
export function Notices({ children }: { readonly children: ReactNode }): ReactElement {
  const epoch = useSession((current) => current.epoch);
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const [notify] = useState(() => {
    let lastId = 0;
    return (text: string) => {
      lastId += 1;
      const notice = { id: lastId, text, epoch: session.getSnapshot().epoch };
      setNotices((others) => [...others.filter((other) => other.epoch === notice.epoch), notice]);
    };
  });
  const [remove] = useState(() => (id: number) => setNotices((others) => others.filter((notice) => notice.id !== id)));

  return (
    <NotifyContext value={notify}>
      {children}
      <output className="notices">
        {notices
          .filter((notice) => notice.epoch === epoch)
          .map(({ id, text }) => (
            <PassingNotice key={id} text={text} onPassed={() => remove(id)} />
          ))}
      </output>
    </NotifyContext>
  );
}

function PassingNotice({ text, onPassed }: { readonly text: string; readonly onPassed: () => void }): ReactElement {
  const passed = useEffectEvent(onPassed);
  useEffect(() => {
    const timer = setTimeout(() => passed(), NOTICE_MS);
    return () => clearTimeout(timer);
  }, []);
  return <span className="notice">{text}</span>;
}
