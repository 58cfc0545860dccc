import { CredentialsError, type Clock } from '@valetkey/core';
import type { PageEnvironment } from '../environment.ts';

/** How long somebody may take on the sign-in page, ms. */
export const REDIRECT_LIFETIME_MS = 600_000;

// 32 bytes in base64url.
const RANDOM = /^[\w-]{43}$/;

/** What a tab remembers while somebody is on the sign-in page. */
export interface RedirectTransaction {
  /** Comes back with the answer: another site cannot have made it up. */
  readonly state: string;
  /** Comes back in the ID token: it was issued for this sign-in. */
  readonly nonce: string;
  /** Proves that whoever redeems the code has asked for it. */
  readonly codeVerifier: string;
  readonly returnTo: string;
  /** Epoch ms. */
  readonly startedAt: number;
}

/**
 * Keeps it in sessionStorage: in this tab only.
 * @throws CredentialsError `STORAGE_UNAVAILABLE`: it could not be found again.
 */
export function putTransaction(page: Storing, slot: string, transaction: RedirectTransaction): void {
  try {
    page.sessionStorage.setItem(slot, JSON.stringify(transaction));
  } catch (cause) {
    throw new CredentialsError('STORAGE_UNAVAILABLE', { detail: 'Signing in on another page needs sessionStorage.', cause });
  }
}

/**
 * Takes it out: it is used once, whatever becomes of it.
 * @returns `undefined` when there is none, or none that began in the last ten minutes.
 */
export function takeTransaction(page: Storing, slot: string, clock: Clock): RedirectTransaction | undefined {
  try {
    const { sessionStorage } = page;
    const text = sessionStorage.getItem(slot);
    sessionStorage.removeItem(slot);
    const transaction = JSON.parse(text ?? '{}') as RedirectTransaction;
    const isOurs = [transaction.state, transaction.nonce, transaction.codeVerifier].every((random) => RANDOM.test(random));
    // A clock that was set back in between makes nothing older than it is.
    if (isOurs && Math.abs(clock.now() - transaction.startedAt) < REDIRECT_LIFETIME_MS) return transaction;
  } catch {
    // Blocked storage, or what somebody else has put there.
  }
  return undefined;
}

type Storing = Pick<PageEnvironment, 'sessionStorage'>;
