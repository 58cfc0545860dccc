'use client';

import { type Context, createContext, type JSX, type ReactNode, useContext, useMemo, useRef, useState } from 'react';
import { useMessages } from '../messages/MessagesProvider.tsx';

/** Speaks, for those who do not see what changed. */
export interface Announce {
  /** Has a text read out when the reader pauses. */
  readonly announce: (text: string) => void;
  /** Gives focus to the place before the content, when the element that had it is gone. */
  readonly takeFocus: () => void;
}

const AnnouncerContext: Context<Announce> = createContext<Announce>({
  announce: () => undefined,
  takeFocus: () => undefined,
});

/** Props of {@link Announcer}. */
export interface AnnouncerProps {
  readonly children?: ReactNode;
}

/**
 * Speaks for what is inside it. A live region has to be there before its text changes, so it lives outside the screens that
 * come and go.
 */
export function Announcer({ children }: AnnouncerProps): JSX.Element {
  const messages = useMessages();
  const [text, setText] = useState('');
  const regionRef = useRef<HTMLOutputElement>(null);
  const value = useMemo<Announce>(() => ({ announce: setText, takeFocus: () => regionRef.current?.focus() }), []);
  return (
    <AnnouncerContext.Provider value={value}>
      <output
        ref={regionRef}
        data-vk="visually-hidden"
        tabIndex={-1}
        lang={messages.locale}
        dir={messages.direction}
      >
        {text}
      </output>
      {children}
    </AnnouncerContext.Provider>
  );
}

/** The {@link Announcer} above; without one, announcing does nothing. */
export function useAnnouncer(): Announce {
  return useContext(AnnouncerContext);
}
