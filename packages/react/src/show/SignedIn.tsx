'use client';

import type { ReactNode } from 'react';
import { Show, type ShowProps } from './Show.tsx';

/** Shows its children when somebody is signed in: {@link Show} with `when="signed-in"`. */
export function SignedIn(props: Omit<ShowProps, 'when'>): ReactNode {
  return <Show {...props} when="signed-in" />;
}
