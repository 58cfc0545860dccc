'use client';

import { type JSX, type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { useAnnouncer } from './Announcer.tsx';

/** What every screen can be told. */
export interface ScreenProps {
  /** Where the heading stands in the page's outline. Default 1. */
  readonly headingLevel?: 1 | 2 | 3 | 4 | 5 | 6 | undefined;
  /**
   * Moves focus to the heading when the screen appears and speaks its description, for a screen reached by a step of the
   * person's. Default: `true` for a flow's later steps, `false` for a first step, which may stand on a page just opened.
   */
  readonly focusHeading?: boolean | undefined;
  readonly className?: string | undefined;
}

interface ScreenFrameProps extends ScreenProps {
  readonly title: string;
  readonly description?: string | undefined;
  /** A calm message, e.g. why the person is here. */
  readonly notice?: string | undefined;
  readonly children: ReactNode;
  /** Where else to go. */
  readonly links?: ReactNode;
}

/** The card around one step: heading, description, notice, form, links; and what moves and speaks when it appears. */
export function Screen({
  title,
  description,
  notice,
  headingLevel = 1,
  focusHeading = false,
  className,
  children,
  links,
}: ScreenFrameProps): JSX.Element {
  const messages = useMessages();
  const { announce } = useAnnouncer();
  const headingId = useId();
  const cardRef = useRef<HTMLElement>(null);
  const headingRef = useRef<HTMLHeadingElement>(null);
  const Heading = `h${headingLevel}` as const;

  // Before the screen is painted: a key pressed at once must not go nowhere.
  useLayoutEffect(() => {
    // An error the screen appears with has taken the focus already.
    const failed = cardRef.current?.querySelector('[role="alert"]') !== null;
    if (focusHeading && !failed) headingRef.current?.focus();
  }, [focusHeading]);

  const spoken = notice ?? description ?? title;
  useEffect(() => {
    if (focusHeading) announce(spoken);
  }, [focusHeading, announce, spoken]);

  return (
    <section
      ref={cardRef}
      data-vk="card"
      className={className}
      lang={messages.locale}
      dir={messages.direction}
      aria-labelledby={headingId}
    >
      <Heading ref={headingRef} data-vk="heading" id={headingId} tabIndex={-1}>
        {title}
      </Heading>
      {notice === undefined ? null : <p data-vk="notice">{notice}</p>}
      {description === undefined ? null : <p data-vk="description">{description}</p>}
      {children}
      {links === undefined || links === null ? null : <div data-vk="links">{links}</div>}
    </section>
  );
}
