'use client';

import { CredentialsError, type ClientConfigLevels, type Clock, type CredentialStore, type Session } from '@valetkey/core';
import { createContext, useContext, type Context } from 'react';
import type { Lifetime } from './createLifetime.ts';

/** What a provider gives to everything below it: stores and settings, never their state, so that nothing renders for it. */
export interface CredentialsContextValue {
  readonly credentials: CredentialStore;
  readonly session: Session | undefined;
  /** Client options below those of a hook. */
  readonly clientLevels: ClientConfigLevels;
  readonly lifetime: Lifetime;
  /** Times how long unused clients are kept. */
  readonly clock: Clock | undefined;
}

/** Connects `CredentialsProvider` with the hooks below it. */
export const CredentialsContext: Context<CredentialsContextValue | undefined> = createContext<
  CredentialsContextValue | undefined
>(undefined);

/**
 * What the nearest `CredentialsProvider` gives.
 * @throws CredentialsError `PROVIDER_MISSING`.
 */
export function useCredentialsContext(): CredentialsContextValue {
  const value = useContext(CredentialsContext);
  if (value === undefined) throw new CredentialsError('PROVIDER_MISSING');
  return value;
}
