'use client';

import {
  CredentialsError,
  type ClientCache,
  type ClientConfigLevels,
  type CredentialStore,
  type Session,
  type SessionSnapshot,
} from '@valetkey/core';
import { createContext, useContext, type Context } from 'react';
import type { CredentialsState } from '../credentials/credentialsState.ts';
import type { ObservableSource } from '../observe/observableSource.ts';
import type { Lifetime } from './createLifetime.ts';

/** What a provider gives to everything below it: stores and settings, never their state, so that nothing renders for it. */
export interface CredentialsContextValue {
  readonly credentials: CredentialStore;
  readonly credentialsState: ObservableSource<CredentialsState>;
  readonly session: Session | undefined;
  readonly sessionState: ObservableSource<SessionSnapshot>;
  readonly clients: ClientCache;
  /** Client options below those of a hook. */
  readonly clientLevels: ClientConfigLevels;
  readonly lifetime: Lifetime;
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
