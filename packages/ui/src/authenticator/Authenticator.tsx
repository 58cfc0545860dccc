'use client';

import { type Clock, type RememberChoice, systemClock } from '@valetkey/core';
import { useSession } from '@valetkey/react';
import { type JSX, type ReactNode, useEffect, useRef, useState } from 'react';
import { MessagesProvider, useMessages } from '../messages/MessagesProvider.tsx';
import type { Identifier, Labels, Messages } from '../messages/Messages.ts';
import { Announcer, useAnnouncer } from '../parts/Announcer.tsx';
import { ClockProvider } from '../parts/ClockContext.ts';
import type { PasswordPolicy } from '../parts/passwordPolicy.ts';
import type { ScreenProps } from '../parts/Screen.tsx';
import { type Slots, SlotsProvider } from '../parts/Slots.tsx';
import type { SignUpOptions } from '../screens/SignUp.tsx';
import { AuthenticatorScreens } from './AuthenticatorScreens.tsx';
import { Loading } from './Loading.tsx';

/** Where a person who is not signed in begins. */
export type InitialStep = 'sign-in' | 'sign-up' | 'forgot-password';

/** Props of {@link Authenticator}. */
export interface AuthenticatorProps {
  /** What only a signed-in person sees. */
  readonly children?: ReactNode;
  /** Default `'sign-in'`. */
  readonly initialStep?: InitialStep | undefined;
  /** What people sign in with: decides the first field's label, type and autofill. Default `'username'`. */
  readonly identifier?: Identifier | undefined;
  /** What sign-up asks for. Default: the identifier, the email address and a password. */
  readonly signUp?: SignUpOptions | undefined;
  /** Offers no sign-up, for pools whose accounts an administrator makes. Default `false`. */
  readonly hideSignUp?: boolean | undefined;
  /** Offers no reset of a forgotten password. Default `false`. */
  readonly hideForgotPassword?: boolean | undefined;
  /** The rules shown while a password is chosen. Default: Cognito's default policy. */
  readonly passwordPolicy?: PasswordPolicy | undefined;
  /** Asks whether the device is to remember the person: give it the storage that the session keeps its tokens in. */
  readonly remember?: RememberChoice | undefined;
  /** A complete catalogue. Default: that of the `MessagesProvider` above, else English. */
  readonly messages?: Messages | undefined;
  /** Single texts to replace in it. Keep the object's identity between renders. */
  readonly labels?: Labels | undefined;
  /** Controls of a design system to use instead of ours. Keep the object's identity between renders. */
  readonly slots?: Slots | undefined;
  /** Stands above every screen, e.g. a logo. */
  readonly header?: ReactNode;
  /** Stands below every screen, e.g. terms of use. */
  readonly footer?: ReactNode;
  /** Shown until the stored session has been read. Default: a quiet spinner. */
  readonly pending?: ReactNode;
  readonly headingLevel?: ScreenProps['headingLevel'];
  readonly className?: string | undefined;
  /** Counts the wait between two codes. Default: real time. */
  readonly clock?: Clock | undefined;
}

const NO_SLOTS: Slots = {};

/**
 * A gate: children for a signed-in person, else every screen it takes to become one. It follows the session of the nearest
 * `CredentialsProvider`, so a sign-in or sign-out anywhere (another tab, an expired session) opens and closes it.
 * @throws CredentialsError `PROVIDER_MISSING`; `SESSION_MISSING` when the provider has no session, or when a person goes to
 * sign-up or password reset and the session does not offer it (hide them then).
 */
export function Authenticator({
  messages,
  labels,
  slots = NO_SLOTS,
  clock = systemClock,
  ...gate
}: AuthenticatorProps): JSX.Element {
  return (
    <MessagesProvider messages={messages} labels={labels}>
      <SlotsProvider slots={slots}>
        <ClockProvider value={clock}>
          <Announcer>
            <Gate {...gate} />
          </Announcer>
        </ClockProvider>
      </SlotsProvider>
    </MessagesProvider>
  );
}

type GateProps = Omit<AuthenticatorProps, 'messages' | 'labels' | 'slots' | 'clock'>;

function Gate({ children, header, footer, pending, className, ...screens }: GateProps): JSX.Element {
  const messages = useMessages();
  const status = useSession((session) => session.status);
  useFocusOnSignIn(status);
  // Somebody signed out: the screens come by the person's own step, so they take the focus.
  const [hasBeenSignedIn, setHasBeenSignedIn] = useState(false);
  if (status === 'signed-in' && !hasBeenSignedIn) setHasBeenSignedIn(true);

  if (status === 'signed-in') return <>{children}</>;
  return (
    <div data-vk="authenticator" className={className} lang={messages.locale} dir={messages.direction}>
      {header === undefined ? null : <div data-vk="header">{header}</div>}
      {status === 'unknown' ? (
        (pending ?? <Loading />)
      ) : (
        <AuthenticatorScreens {...screens} focusHeading={hasBeenSignedIn} />
      )}
      {footer === undefined ? null : <div data-vk="footer">{footer}</div>}
    </div>
  );
}

/**
 * The form that had the focus is gone once somebody is signed in. Unless the app moved it on, focus goes to the live region
 * before the app's content: a screen reader says what happened, and the next Tab enters the app.
 */
function useFocusOnSignIn(status: 'unknown' | 'signed-out' | 'signed-in'): void {
  const { signedIn } = useMessages().signIn;
  const { announce, takeFocus } = useAnnouncer();
  const statusBefore = useRef(status);
  useEffect(() => {
    const cameThroughScreens = statusBefore.current === 'signed-out' && status === 'signed-in';
    statusBefore.current = status;
    if (!cameThroughScreens) return;
    announce(signedIn);
    const isFocusLost = document.activeElement === null || document.activeElement === document.body;
    if (isFocusLost) takeFocus();
  }, [status, announce, takeFocus, signedIn]);
}
