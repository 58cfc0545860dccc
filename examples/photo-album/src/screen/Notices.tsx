import { useSession } from '@valetkey/react';
import { createContext, useContext, useEffect, useEffectEvent, useState, type ReactElement, type ReactNode } from 'react';
import { session } from '../aws.ts';

/** How long a notice stays, ms. */
const NOTICE_MS = 6000;

/** What several notices are about that one can say together. */
export interface Topic {
  readonly name: string;
  /** What to say instead when so many notices on the topic have not passed yet. */
  readonly again: (count: number) => string;
}

/** Says something in passing, on screen and to screen readers. */
export type Notify = (text: string, topic?: Topic) => void;

const NotifyContext = createContext<Notify>(() => undefined);

/** The function that says something in passing. */
export function useNotify(): Notify {
  return useContext(NotifyContext);
}

interface Notice {
  readonly id: number;
  readonly text: string;
  readonly topic: string | undefined;
  /** How many notices it stands for. */
  readonly count: number;
  /** Whom it is for: the epoch of the session it was said in. */
  readonly epoch: number;
}

/**
 * Shows notices at the foot of the page, each for its own time: a later one does not push an earlier one away, unless it says
 * the same of more, as when ten photos arrive. What was said to one person is gone when the next one looks.
 */
export function Notices({ children }: { readonly children: ReactNode }): ReactElement {
  const epoch = useSession((current) => current.epoch);
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const [notify] = useState(() => {
    let lastId = 0;
    return (text: string, topic?: Topic) => {
      lastId += 1;
      const id = lastId;
      const { epoch: saidIn } = session.getSnapshot();
      setNotices((shown) => {
        const own = shown.filter((notice) => notice.epoch === saidIn);
        const earlier = topic === undefined ? undefined : own.find((notice) => notice.topic === topic.name);
        const count = 1 + (earlier?.count ?? 0);
        const words = topic === undefined || count === 1 ? text : topic.again(count);
        return [...own.filter((notice) => notice !== earlier), { id, text: words, topic: topic?.name, count, epoch: saidIn }];
      });
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
