import { createBrowser } from './browser/createBrowser.ts';
import type { Issuer } from './createIssuer.ts';
import type { Random } from './createRandom.ts';
import type { World } from './createWorld.ts';
import { openTab, type Tab } from './openTab.ts';

/** Opens a browser of its own, with so many tabs of one app. */
export function openDevice(world: World, random: Random, issuer: Issuer, tabs: number, isSharing: boolean): readonly Tab[] {
  const browser = createBrowser(world, random, { hasLocks: true, faultyMessages: 0, onWrite: () => undefined, onTold: () => undefined });
  return Array.from({ length: tabs }, () => openTab({ world, browser, issuer, random, isSharing }));
}

/** Signs a person in, in one tab: the others hear of it. */
export async function signIn(world: World, tab: Tab | undefined, person: string): Promise<void> {
  const step = tab?.session.signIn.getSnapshot().step;
  if (step?.kind !== 'password') throw new Error('The tab does not ask for a password.');
  void step.submit({ username: person, password: 'password' });
  await world.run(10_000);
}
