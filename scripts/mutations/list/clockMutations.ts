import type { Mutation } from '../mutations.ts';

const storeContract = 'packages/core/src/credentials/createCredentialStore.contract.test.ts';

/** Believing the wrong clock. */
export const clockMutations: readonly Mutation[] = [
  {
    invariant: 3,
    what: 'Expiry is judged by this machine’s clock.',
    file: 'packages/core/src/serverClock.ts',
    find: 'now: () => clock.now() + offsetMs,',
    replace: 'now: () => clock.now(),',
    test: {
      file: storeContract,
      name: 'learns from the provider that this machine’s clock is behind, and takes nothing for valid that is not',
    },
  },
  {
    invariant: 3,
    what: 'The time of a cached answer is believed.',
    file: 'packages/core/src/wire/readServerTime.ts',
    find: "headers.has('age') ? NaN : ",
    replace: '',
    test: { file: 'packages/core/src/wire/callAwsJson.test.ts', name: 'is not taken from a cached one' },
  },
  {
    invariant: 3,
    what: 'Clients sign by this machine’s clock.',
    file: 'packages/core/src/client/createClientCache.ts',
    find: 'Object.assign(client.config, { systemClockOffset: offsetMs });',
    replace: '',
    test: {
      file: 'packages/core/src/client/createClientCache.test.ts',
      name: 'a client made before the server’s time was known signs by it, and keeps what it learns by itself',
    },
  },
  {
    invariant: 3,
    what: 'A timer that stood still while the machine slept is trusted.',
    file: 'packages/core/src/credentials/createCredentialStore.ts',
    find: 'Math.min(nextInMs, MAX_CHECK_INTERVAL_MS)',
    replace: 'nextInMs',
    test: { file: storeContract, name: 'notices within a minute or so that time has passed, even if nobody wakes it' },
  },
  {
    invariant: 3,
    what: 'A failure is told for hours because the clock is set back.',
    file: 'packages/core/src/refresh/failureGate.ts',
    find: 'gate.closedAt <= now && ',
    replace: '',
    test: { file: storeContract, name: 'waits no longer because the clock is set back by %i ms' },
  },
  {
    invariant: 3,
    what: 'A tab takes over credentials that have expired, because the clock was set back since they were shared.',
    file: 'packages/core/src/credentials/shareCredentials.ts',
    find: '      kept.obtainedAt > clock.now() + CLOCK_OFFSET_TOLERANCE_MS ||\n',
    replace: '',
    test: {
      file: 'packages/core/src/credentials/shareCredentials.test.ts',
      name: 'takes over none that were obtained before this machine’s clock was set back: what they say of the server’s is wrong by now',
    },
  },
  {
    invariant: 3,
    what: 'An hour of life is assumed.',
    file: 'packages/credential-providers/src/credentials/fromCognitoIdentityPool.ts',
    find: 'expiration: new Date(Expiration * 1000),',
    replace: 'expiration: new Date(systemClock.now() + 3_600_000),',
    test: {
      file: 'packages/credential-providers/src/credentials/fromCognitoIdentityPool.test.ts',
      name: 'is the expiration to the millisecond, and the server’s time',
    },
  },
];
