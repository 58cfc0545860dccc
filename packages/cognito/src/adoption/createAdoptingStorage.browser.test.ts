import { createEncryptedStorage, type Session } from '@valetkey/core';
import { createEmulator, emulatorDefaults } from '@valetkey/emulator';
import { createInPageFetch } from '@valetkey/emulator/in-page';
import { createSimulatedEnvironment } from '@valetkey/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createUserPoolSession } from '../createUserPoolSession.ts';
import { createAdoptingStorage } from './createAdoptingStorage.ts';

const { userPoolId, userPoolClientId, user } = emulatorDefaults;
const prefix = `CognitoIdentityServiceProvider.${userPoolClientId}`;

const emulator = createEmulator();
const environment = createSimulatedEnvironment({ fetch: createInPageFetch(emulator) });
const openTab = (): Session =>
  createUserPoolSession({
    userPoolId,
    userPoolClientId,
    environment,
    storage: createAdoptingStorage({ storage: createEncryptedStorage() }),
  });

function clearSite(): Promise<void> {
  localStorage.clear();
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase('valetkey');
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error as DOMException);
  });
}

beforeEach(clearSite);
afterEach(clearSite);

it('takes over what lies in the page’s localStorage, keeps it encrypted for all tabs, and lets it end', async () => {
  const elsewhere = createUserPoolSession({ userPoolId, userPoolClientId, environment });
  const { step } = elsewhere.signIn.getSnapshot();
  if (step.kind !== 'password') throw new Error(step.kind);
  await step.submit({ username: user.email, password: user.password });
  const { idToken, accessToken, refreshToken = '' } = await elsewhere.getTokens();
  for (const [name, value] of Object.entries({ idToken, accessToken, refreshToken })) localStorage.setItem(`${prefix}.ada.${name}`, value);
  localStorage.setItem(`${prefix}.LastAuthUser`, 'ada');
  emulator.calls.clear();

  const tabs = [openTab(), openTab()];
  const adopted = await Promise.all(tabs.map((tab) => tab.getTokens()));
  expect(adopted.map((tokens) => tokens.accessToken)).toEqual([accessToken, accessToken]);
  expect(emulator.calls.count()).toBe(0);
  await tabs[0]?.signOut();
  await expect(openTab().getTokens()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  expect(localStorage.getItem(`${prefix}.ada.refreshToken`)).toBe(refreshToken);
});
