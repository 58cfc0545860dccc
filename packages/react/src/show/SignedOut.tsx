'use client';

import type { ReactNode } from 'react';
import { Show, type ShowProps } from './Show.tsx';

/** Shows its children when nobody is signed in: {@link Show} with `when="signed-out"`. */
export function SignedOut(props: Omit<ShowProps, 'when'>): ReactNode {
  return <Show {...props} when="signed-out" />;
}
