'use client';

import { type Context, createContext, type JSX, type ReactNode, useContext, useMemo } from 'react';
import { en } from './en.ts';
import { mergeMessages } from './mergeMessages.ts';
import type { Labels, Messages } from './Messages.ts';

const MessagesContext: Context<Messages> = createContext(en);

/** Props of {@link MessagesProvider}. */
export interface MessagesProviderProps {
  /** A complete catalogue. Default: that of the provider above, else English. */
  readonly messages?: Messages | undefined;
  /** Single texts to replace in it. Keep the object's identity between renders. */
  readonly labels?: Labels | undefined;
  readonly children?: ReactNode;
}

/** Sets the language of every component below. */
export function MessagesProvider({ messages, labels, children }: MessagesProviderProps): JSX.Element {
  const inherited = useContext(MessagesContext);
  const base = messages ?? inherited;
  const merged = useMemo(() => (labels === undefined ? base : mergeMessages(base, labels)), [base, labels]);
  return <MessagesContext.Provider value={merged}>{children}</MessagesContext.Provider>;
}

/** The catalogue in force here. English where no provider says otherwise. */
export function useMessages(): Messages {
  return useContext(MessagesContext);
}
