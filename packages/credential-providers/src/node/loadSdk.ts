import { CredentialsError } from '@valetkey/core';
import type * as Sdk from '@aws-sdk/credential-providers';

/**
 * Loads the SDK's own providers, which are an optional peer, when the first of them is asked.
 * @throws CredentialsError `PEER_MISSING`.
 */
export async function loadSdk(): Promise<typeof Sdk> {
  try {
    return await import('@aws-sdk/credential-providers');
  } catch (cause) {
    throw new CredentialsError('PEER_MISSING', { detail: 'It is @aws-sdk/credential-providers.', cause });
  }
}

/** Keeps the SDK from writing to the console: what it says there, its errors say as well. */
export const silentLogger: Readonly<Record<'debug' | 'info' | 'warn' | 'error', () => void>> = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
};

function nothing(): void {}
