import { createTextStorage, type Session } from '@valetkey/core';
import { describeSessionContract } from '@valetkey/testing/contracts';
import { createSimulatedTab, type SimulatedTab } from '../testKit/createSimulatedTab.ts';
import { visitSignInPages } from '../testKit/visitSignInPages.ts';
import { createManagedLoginSession, type ManagedLoginSession } from './createManagedLoginSession.ts';

const tabs = new WeakMap<Session, SimulatedTab>();

describeSessionContract('createManagedLoginSession', {
  create({ records, userPoolId, userPoolClientId, clock, environment }) {
    const tab = createSimulatedTab('http://localhost:5173/');
    const session = createManagedLoginSession({
      userPoolId,
      userPoolClientId,
      domain: 'http://127.0.0.1:4577',
      redirectUri: 'http://localhost:5173/callback',
      scopes: ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'],
      storage: createTextStorage({
        kind: 'map',
        read: async (slot) => records.get(slot),
        async update(slot, change) {
          const next = change(records.get(slot));
          if (next === undefined) records.delete(slot);
          else records.set(slot, next);
        },
      }),
      clock,
      environment,
      page: tab.page,
    });
    tabs.set(session, tab);
    return session;
  },
  refreshOperation: 'GetTokensFromRefreshToken',
  signInCalls: ['ManagedLogin.Authorize', 'ManagedLogin.ShowSignIn', 'ManagedLogin.SignIn', 'ManagedLogin.Token'],
  async signInElsewhere(session, person, emulator, clock) {
    const tab = tabs.get(session);
    if (tab === undefined) throw new Error('This session has no tab.');
    const managed = session as ManagedLoginSession;
    // No time passes before the page is left, and none while the person types.
    const typed = tab.waitUntilLeft().then((url) => visitSignInPages(emulator, url, person));
    clock.standStillFor(typed);
    const leaving = managed.signInWithRedirect();
    const back = await typed;
    tab.show();
    if (back === undefined) return leaving;
    tab.goTo(back);
    await managed.completeSignIn();
  },
  makesAccounts: false,
});
