'use client';

import { type Clock, systemClock } from '@valetkey/core';
import { type Context, createContext, useContext } from 'react';

const ClockContext: Context<Clock> = createContext(systemClock);

/** Sets the clock of everything below: real time in production, a simulated clock in tests and stories. */
export const ClockProvider: Context<Clock>['Provider'] = ClockContext.Provider;

/** The clock in force here. */
export function useClock(): Clock {
  return useContext(ClockContext);
}
