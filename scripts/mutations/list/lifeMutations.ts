import type { Mutation } from '../mutations.ts';

const store = 'packages/core/src/credentials/createCredentialStore.ts';
const storeContract = 'packages/core/src/credentials/createCredentialStore.contract.test.ts';
const clients = 'packages/core/src/client/createClientCache.ts';
const sharedRecord = 'packages/core/src/tabs/createSharedRecord.ts';
const userPoolTest = 'packages/cognito/src/createUserPoolSession.test.ts';
const sharedStorageTest = 'packages/core/src/tabs/createSharedStorage.test.ts';

/** Leaving things running, and waiting for ever. */
export const lifeMutations: readonly Mutation[] = [
  {
    invariant: 9,
    what: 'A store begins to work when it is made.',
    file: store,
    find: '  provider.store = store;\n',
    replace: '  provider.store = store;\n  acquire().catch(nothing);\n',
    test: { file: storeContract, name: 'asks nobody until it is started or asked: not when made, read or watched' },
  },
  {
    invariant: 9,
    what: 'The first stop ends the work, also for those who have not stopped.',
    file: 'packages/core/src/countStarts.ts',
    find: 'if (starts === 0) end?.();',
    replace: 'end?.();',
    test: {
      file: 'packages/core/src/credentials/createCredentialStore.test.ts',
      name: 'started, it keeps credentials fresh for a day, one call per period, and the last stop leaves nothing behind',
    },
  },
  {
    invariant: 9,
    what: 'A store that is stopped leaves its timer behind.',
    file: store,
    find: '      cancelTimer();\n      for (const stop of stops)',
    replace: '      for (const stop of stops)',
    test: { file: storeContract, name: 'counts its starts, asks once for start, stop, start, and leaves nothing behind' },
  },
  {
    invariant: 9,
    what: 'Rendering on a server leaves timers behind.',
    file: clients,
    find: 'if (!everRetained) return;',
    replace: '',
    test: {
      file: 'packages/core/src/client/createClientCache.test.ts',
      name: 'rendering on a server, where nothing ever mounts, leaves no timer',
    },
  },
  {
    invariant: 9,
    what: 'A page that listens to nobody keeps its channel open.',
    file: 'packages/core/src/tabs/createTabHints.ts',
    find: 'if (listeners.size > 0) return;',
    replace: 'return;',
    test: {
      file: 'packages/core/src/storage/createEncryptedStorage.browser.test.ts',
      name: 'closes its channel with the last who listens',
    },
  },
  {
    invariant: 4,
    what: 'Where there is no BroadcastChannel, no other page hears of a sign-out.',
    file: 'packages/core/src/tabs/createTabHints.ts',
    find: 'if (sender === undefined) postStored(slot);',
    replace: '',
    test: {
      file: 'packages/core/src/storage/createEncryptedStorage.browser.test.ts',
      name: 'where BroadcastChannel %s, tells the other pages through localStorage, in which nothing is left',
    },
  },
  {
    invariant: 10,
    what: 'A provider that hangs is waited for without end.',
    file: store,
    find: 'ACQUIRE_TIMEOUT_MS, controller',
    replace: 'ACQUIRE_TIMEOUT_MS * 1_000, controller',
    test: { file: storeContract, name: 'gives up on a provider that never answers' },
  },
  {
    invariant: 10,
    what: 'A socket that hangs is waited for without end.',
    file: 'packages/core/src/wire/sendRequest.ts',
    find: 'withDeadline(clock, timeoutMs, signal',
    replace: 'withDeadline(clock, timeoutMs * 1_000, signal',
    test: { file: 'packages/core/src/wire/callAwsJson.test.ts', name: 'a hung socket is given up after its deadline' },
  },
  {
    invariant: 10,
    what: 'A tab that is left begins a change, which keeps it from the back/forward cache.',
    file: sharedRecord,
    find: 'if (!leaving.aborted || !isWanted()) await swap',
    replace: 'await swap',
    test: {
      file: 'packages/core/src/tabs/createSharedStorage.test.ts',
      name: 'begin no change of the record when they are left, which would keep them from the back/forward cache',
    },
  },
  {
    invariant: 10,
    what: 'A tab that is closed while it gives up its work keeps the others waiting.',
    file: sharedRecord,
    find: 'const stop = onLeave(say);',
    replace: 'const stop = onLeave(() => undefined);',
    test: {
      file: 'packages/core/src/tabs/createSharedStorage.test.ts',
      name: 'take over at once from a page that is left while it gives its claim back',
    },
  },
  {
    invariant: 10,
    what: 'A request goes on although the page is left or its time is over.',
    file: sharedRecord,
    find: 'OBTAIN_TIMEOUT_MS, leaving, obtain)',
    replace: 'OBTAIN_TIMEOUT_MS, leaving, () => obtain())',
    test: { file: sharedStorageTest, name: 'is told so when its time is over' },
  },
  {
    invariant: 10,
    what: 'An app’s own storage that hangs is waited for without end.',
    file: 'packages/core/src/storage/createTextStorage.ts',
    find: 'await withinTime(clock, () => store.read(slot))',
    replace: 'await store.read(slot)',
    test: {
      file: 'packages/core/src/storage/createTextStorage.test.ts',
      name: 'goes on in memory when the store does not answer a %s for two seconds, and says so',
    },
  },
  {
    invariant: 10,
    what: 'A revocation is tried for ever.',
    file: 'packages/cognito/src/tokens/createSession.ts',
    find: 'triesLeft > 0',
    replace: 'triesLeft > -20',
    test: { file: userPoolTest, name: 'is told of a sign-out four times at most' },
  },
  {
    invariant: 10,
    what: 'A Retry-After of a day is waited for.',
    file: 'packages/core/src/refresh/failureGate.ts',
    find: 'Math.min(error.retryAfterMs ?? 0, MAX_RETRY_AFTER_MS)',
    replace: '(error.retryAfterMs ?? 0)',
    test: {
      file: 'packages/core/src/refresh/failureGate.test.ts',
      name: 'an issuer that asks for %d ms has us wait for five minutes',
    },
  },
  {
    invariant: 10,
    what: 'The claim of a tab that was killed stands for ever.',
    file: 'packages/core/src/tabs/sharedRecord.ts',
    find: 'until > now && until <= now + CLAIM_MS',
    replace: 'until > 0',
    test: { file: sharedStorageTest, name: 'go on when the page at work is killed: its claim lapses' },
  },
  {
    invariant: 10,
    what: 'A tab that is left keeps the others waiting.',
    file: sharedRecord,
    find: 'onLeave(end)',
    replace: '() => undefined',
    test: { file: sharedStorageTest, name: 'take over at once from a page that is left' },
  },
  {
    invariant: 10,
    what: 'A tab waits in the queue behind one that is frozen.',
    file: sharedRecord,
    find: 'clock.setTimer(giveUp, waitMs)',
    replace: 'clock.setTimer(() => undefined, waitMs)',
    test: { file: sharedStorageTest, name: 'does not wait for a queue that never moves: whoever is first in it may be frozen' },
  },
  {
    invariant: 10,
    what: 'A database that does not open is waited for without end.',
    file: 'packages/core/src/storage/withinTime.ts',
    find: 'if (left === 0) reject(',
    replace: 'if (left < 0) reject(',
    test: {
      file: 'packages/core/src/storage/createEncryptedStorage.browser.test.ts',
      name: 'a database that does not open, within 2 s',
    },
  },
];
