import { createCredentialStore, shareCredentials, type CredentialProvider, type Session, type SharedRecord } from '@valetkey/core';
import { describe, expect, it } from 'vitest';
import { createUserPoolSession } from './createUserPoolSession.ts';
import { openDevice, type Device } from './testKit/openDevice.ts';
import { emulatorDefaults } from '@valetkey/emulator';

const SLOT = 'valetkey:v1:credentials:pool';

/** A page whose session and shared credentials are kept in one storage. */
function openPage(device: Device) {
  const { clock, environment, userPoolClientId } = device;
  const storage = device.openPage();
  const session: Session = createUserPoolSession({ userPoolId: emulatorDefaults.userPoolId, userPoolClientId, clock, environment, storage });
  let answer: Promise<void> = Promise.resolve();
  const signals: (AbortSignal | undefined)[] = [];
  const pool: CredentialProvider = async ({ signal } = {}) => {
    signals.push(signal);
    await answer;
    return { accessKeyId: 'ASIA1', secretAccessKey: 'secret', sessionToken: 'token', expiration: new Date(clock.now() + 3_600_000) };
  };
  const provider = shareCredentials(pool, { storage, session, name: 'pool', clock });
  return {
    session,
    provider,
    store: createCredentialStore({ provider, clock, environment }),
    signals,
    hold() {
      let release: () => void = () => undefined;
      answer = new Promise((resolve) => (release = resolve));
      return release;
    },
  };
}

describe('credentials that tabs share', () => {
  const isKept = (device: Device): boolean => (device.records.get(SLOT) as SharedRecord | undefined)?.sealed !== undefined;

  it('are gone when a sign-out has ended, although no store asks for any more', async () => {
    const device = await openDevice();
    const { session, provider } = openPage(device);
    await device.signIn(session);
    await provider();
    expect(isKept(device)).toBe(true);
    await session.signOut();
    expect(isKept(device)).toBe(false);
  });

  it('are gone as well when somebody signs out in a page that has not asked for any', async () => {
    const device = await openDevice();
    const first = openPage(device);
    await device.signIn(first.session);
    await first.provider();
    await openPage(device).session.signOut();
    expect(isKept(device)).toBe(false);
  });

  it('are gone when a page loads and finds that nobody is signed in any more', async () => {
    const device = await openDevice();
    const first = openPage(device);
    await device.signIn(first.session);
    await first.provider();
    // As a page that does not know of them leaves them behind.
    for (const slot of device.records.keys()) if (slot !== SLOT) device.records.delete(slot);
    const stop = openPage(device).session.start();
    await device.clock.advanceBy(0);
    expect(isKept(device)).toBe(false);
    stop();
  });

  it('that are on their way when somebody signs out are given up, and never kept', async () => {
    const device = await openDevice();
    const { session, provider, signals, hold } = openPage(device);
    await device.signIn(session);
    const release = hold();
    const asked = provider().catch((error: unknown) => error);
    await device.clock.advanceBy(0);
    expect(signals[0]?.aborted).toBe(false);
    const left = session.signOut();
    expect(signals[0]?.aborted).toBe(true);
    release();
    await left;
    expect(await asked).toMatchObject({ code: 'ABORTED' });
    await device.clock.advanceBy(100);
    expect(isKept(device)).toBe(false);
  });

  it('stay where the person stays', async () => {
    const device = await openDevice();
    const { session, provider } = openPage(device);
    await device.signIn(session);
    await provider();
    await session.getTokens({ forceRefresh: true });
    expect(isKept(device)).toBe(true);
  });
});
