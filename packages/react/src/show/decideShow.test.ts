import type { CredentialStore, SessionSnapshot, User } from '@valetkey/core';
import { describe, expect, test } from 'vitest';
import type { CredentialsState } from '../credentials/credentialsStateOf.ts';
import { decideShow, type ShowWhen } from './decideShow.ts';

const user: User = { id: '1', username: 'ada', email: undefined, claims: { sub: '1', iss: 'https://issuer.example' } };
const unknown: SessionSnapshot = { status: 'unknown', epoch: 0 };
const signedIn: SessionSnapshot = { status: 'signed-in', epoch: 1, user };
const signedOut: SessionSnapshot = { status: 'signed-out', epoch: 0, reason: 'never-signed-in' };
const expired: SessionSnapshot = { status: 'signed-out', epoch: 2, reason: 'expired' };

const controls = { epoch: 0 } as Pick<CredentialStore, 'provider' | 'refresh'> & { readonly epoch: number };
const none = { credentials: undefined, identityId: undefined, expiresAt: undefined, source: undefined, error: undefined };
const loading: CredentialsState = { status: 'loading', guest: false, ...none, ...controls };
const nobody: CredentialsState = { status: 'signed-out', guest: false, ...none, ...controls };
const ready = (guest: boolean): CredentialsState => ({
  ...none,
  ...controls,
  status: 'ready',
  credentials: { accessKeyId: 'ASIA1', secretAccessKey: 's' },
  source: 'mock',
  guest,
});

describe('decideShow', () => {
  test.each<[ShowWhen, string, SessionSnapshot, CredentialsState, boolean | undefined]>([
    ['signed-in', 'unknown', unknown, loading, undefined],
    ['signed-in', 'signed in, credentials still on their way', signedIn, loading, true],
    ['signed-in', 'signed out', signedOut, ready(true), false],
    ['signed-out', 'unknown', unknown, ready(false), undefined],
    ['signed-out', 'signed out', signedOut, nobody, true],
    ['signed-out', 'expired', expired, nobody, true],
    ['signed-out', 'signed in', signedIn, ready(false), false],
    ['expired', 'never signed in', signedOut, nobody, false],
    ['expired', 'expired', expired, nobody, true],
    ['expired', 'signed in', signedIn, ready(false), false],
    ['guest', 'guest credentials', signedOut, ready(true), true],
    ['guest', 'on their way', signedOut, loading, undefined],
    ['guest', 'guests not let in', signedOut, nobody, false],
    ['guest', 'signed in', signedIn, loading, false],
  ])('%s: %s', (when, _case, session, credentials, shown) => {
    expect(decideShow(when, session, credentials)).toBe(shown);
  });

  test('a function sees both, once it is known who is signed in', () => {
    const isAdaReady: ShowWhen = (session, credentials) =>
      session.status === 'signed-in' && session.user.username === 'ada' && credentials.status === 'ready';
    expect(decideShow(isAdaReady, unknown, ready(false))).toBeUndefined();
    expect(decideShow(isAdaReady, signedIn, loading)).toBe(false);
    expect(decideShow(isAdaReady, signedIn, ready(false))).toBe(true);
  });
});
