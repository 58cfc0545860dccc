import type { Clock } from '../clock.ts';
import { createIndexedDbRecords } from './createIndexedDbRecords.ts';
import { createSealer } from './createSealer.ts';
import { createTabHints } from './createTabHints.ts';
import { createTabNotes } from './createTabNotes.ts';
import type { TabEnvironment } from './environment.ts';
import type { TabPorts } from './tabPorts.ts';

/** What pages share through this browser. Touches nothing until it is used. */
export function createTabPorts(environment: TabEnvironment, crypto: Crypto, clock: Clock): TabPorts {
  const { locks } = environment;
  return {
    records: createIndexedDbRecords(() => environment.indexedDB, clock),
    sealer: createSealer(crypto),
    locks: locks && { run: (name, signal, work) => locks.request(name, { signal }, work) },
    hints: createTabHints(environment),
    notes: createTabNotes(environment),
    onLeave: environment.onLeave,
    nonce: () => crypto.randomUUID(),
  };
}
