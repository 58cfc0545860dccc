import { CredentialsError, systemClock, type CredentialSnapshot, type ErrorCode } from '@valetkey/core';
import { createFakeSession, type FakeSession, type FakeSessionOptions, type FakeUser } from '../createFakeSession.ts';
import { createMockCredentialStore, readySnapshot, type MockCredentialStore } from '../createMockCredentialStore.ts';

/** How things stand for the components under test. */
export type MockStatus = 'unknown' | 'loading' | 'ready' | 'guest' | 'signed-out' | 'expired' | 'error';

/** What the components under test are to find. */
export interface MockSituation {
  /**
   * `'ready'`, `'loading'` and `'error'` have somebody signed in, whose credentials are there, on their way, or failed;
   * `'guest'` has guest credentials; `'expired'` is a session that ended by itself; `'unknown'` is before anything is known.
   * Default `'ready'`.
   */
  readonly status?: MockStatus;
  /** Who is signed in. Default somebody with the user name `ada` and the address `ada@example.com`. */
  readonly identity?: FakeUser;
  /** Default `eu-west-1:mock-identity`. */
  readonly identityId?: string;
  /** The credentials expire this long from now, ms. Default 3 600 000. They are not refreshed. */
  readonly expiresInMs?: number;
  /** Why credentials failed, for status `'error'`. Default `'SERVICE_UNAVAILABLE'`. */
  readonly errorCode?: ErrorCode;
}

/** A session and a store that agree with each other. */
export interface MockApp {
  readonly session: FakeSession;
  readonly credentials: MockCredentialStore;
}

const ADA: FakeUser = { username: 'ada', email: 'ada@example.com' };

/** Makes the session and store of a situation. Signing in or out in a component moves both on. */
export function createMockApp(situation: MockSituation): MockApp {
  const { status = 'ready', identity = ADA, identityId, expiresInMs = 3_600_000, errorCode = 'SERVICE_UNAVAILABLE' } = situation;
  const session = createFakeSession({ initial: initialSession(status, identity), clock: systemClock });

  const ready = (guest: boolean): CredentialSnapshot =>
    readySnapshot({
      epoch: session.getSnapshot().epoch,
      guest,
      expiresAt: systemClock.now() + expiresInMs,
      ...(identityId === undefined ? {} : { identityId }),
    });
  const initialCredentials = (): CredentialSnapshot => {
    switch (status) {
      case 'unknown':
      case 'loading':
        return { status, epoch: 0 };
      case 'ready':
      case 'guest':
        return ready(status === 'guest');
      case 'signed-out':
      case 'expired':
        return { status: 'signed-out', epoch: 0, expired: status === 'expired' };
      case 'error':
        return { status, epoch: 0, error: new CredentialsError(errorCode) };
      default:
        return status satisfies never;
    }
  };

  const credentials = createMockCredentialStore(initialCredentials());
  session.subscribe(() => {
    const current = session.getSnapshot();
    if (current.status === 'signed-in') credentials.show(ready(false));
    if (current.status === 'signed-out') {
      credentials.show({ status: 'signed-out', epoch: current.epoch, expired: current.reason === 'expired' });
    }
  });
  return { session, credentials };
}

function initialSession(status: MockStatus, identity: FakeUser): NonNullable<FakeSessionOptions['initial']> {
  switch (status) {
    case 'ready':
    case 'loading':
    case 'error':
      return identity;
    case 'guest':
      return 'never-signed-in';
    case 'unknown':
    case 'signed-out':
    case 'expired':
      return status;
    default:
      return status satisfies never;
  }
}
