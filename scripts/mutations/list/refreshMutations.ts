import type { Mutation } from '../mutations.ts';

const store = 'packages/core/src/credentials/createCredentialStore.ts';
const storeContract = 'packages/core/src/credentials/createCredentialStore.contract.test.ts';

const manyTabs = {
  file: 'scripts/simulation/manyTabs.test.ts',
  name: '1,000 tabs whose credentials end together spread their refreshes, and a throttling issuer signs nobody out',
};

/** Asking more often than needed, and failing callers without need. */
export const refreshMutations: readonly Mutation[] = [
  {
    invariant: 1,
    what: 'Everybody who asks at once asks the provider.',
    file: store,
    find: 'if (attempt) return attempt.result;',
    replace: '',
    test: { file: storeContract, name: 'asks once for twenty first reads at the same time, and gives all the same' },
  },
  {
    invariant: 1,
    what: 'Everybody who needs tokens at once refreshes them.',
    file: 'packages/cognito/src/tokens/createSession.ts',
    find: '(refreshing ??= renew(',
    replace: '(refreshing = renew(',
    test: { file: 'packages/cognito/src/createUserPoolSession.contract.test.ts', name: 'are refreshed once, however many ask' },
  },
  {
    invariant: 1,
    what: 'A tab that finds another at work obtains all the same.',
    file: 'packages/core/src/tabs/createSharedRecord.ts',
    find: '=> !isLive(claim, clock.now()) ||',
    replace: '=> true ||',
    test: { file: 'packages/core/src/tabs/createSharedStorage.test.ts', name: 'obtain once, however many ask at once' },
  },
  {
    invariant: 1,
    what: 'Tabs that share credentials obtain their own.',
    file: 'packages/core/src/credentials/shareCredentials.ts',
    find: 'kept === undefined ||\n      !isTheirs(kept)',
    replace: 'true || !isTheirs(kept)',
    test: {
      file: 'packages/core/src/credentials/shareCredentials.test.ts',
      name: 'gives a tab what another has obtained, and a reloaded one what it had: no call',
    },
  },
  {
    invariant: 1,
    what: 'What a refresh brought is used before it is kept: a browser that ends then spends its refresh token twice.',
    file: 'packages/core/src/tabs/createSharedRecord.ts',
    find: 'if (await swap(record, await sealed(record, next, record.sealed && record.epoch),',
    replace: 'if (!void swap(record, await sealed(record, next, record.sealed && record.epoch),',
    test: { file: 'scripts/tabs/killed.e2e.test.ts', name: 'what was kept is there after the browser is killed in the next moment, at ${KILLS} points' },
  },
  {
    invariant: 2,
    what: 'Credentials are replaced when a timer says so, and not looked at when they are used: a page that thaws uses old ones.',
    file: store,
    find: 'decideRead(held?.plan, gate, serverClock.now(), clock.now());',
    replace: "(held !== undefined && started ? 'serve' : decideRead(undefined, gate, serverClock.now(), clock.now()));",
    test: {
      file: 'scripts/tabs/hidden.e2e.test.ts',
      name: 'a hidden tab whose timers have stood still for ten minutes is given fresh credentials the first time it uses any',
    },
  },
  {
    invariant: 1,
    what: 'A component that asks in a loop storms an issuer that is down.',
    file: 'packages/core/src/refresh/failureGate.ts',
    find: ' || failures > RETRY_BUDGET',
    replace: '',
    test: {
      file: storeContract,
      name: 'asks no oftener for a caller that asks in a loop: a few times at once, then when it would have asked anyway',
    },
  },
  {
    invariant: 1,
    what: 'A tab that hears of another’s failure forgets its own: two that ask in a loop storm an issuer that is down.',
    file: 'packages/cognito/src/tokens/createSession.ts',
    find: 'record.watch?.(sync)',
    replace: 'record.watch?.(wake)',
    test: {
      file: 'packages/cognito/src/createUserPoolSession.test.ts',
      name: 'is asked no oftener either because two tabs ask in a loop, which tell each other of each failure',
    },
  },
  {
    invariant: 1,
    what: 'A tab that thaws obtains with what is left of its claim, and is at work beside the next one.',
    file: 'packages/core/src/tabs/createSharedRecord.ts',
    find: 'if (isLive(claim, clock.now() + OBTAIN_TIMEOUT_MS)) return',
    replace: 'if (claim.until > 0) return',
    test: {
      file: 'packages/core/src/tabs/createSharedStorage.test.ts',
      name: 'begin nothing with what is left of a claim when they thaw (%i ms later by the clock): they would be at work beside the next one',
    },
  },
  {
    invariant: 2,
    what: 'A tab that thaws takes over what is stale.',
    file: 'packages/core/src/tabs/createSharedRecord.ts',
    find: 'return isStale(found.value) ? { takenForMs: leftMs(found.record) } : found;',
    replace: 'return seen;',
    test: {
      file: 'packages/core/src/tabs/createSharedStorage.test.ts',
      name: 'take over nothing stale where another has been meanwhile: they try again',
    },
  },
  {
    invariant: 2,
    what: 'A tab that is throttled while it refreshes tokens signs the person out.',
    file: 'packages/cognito/src/tokens/createSession.ts',
    find: "if (failure.code !== 'SESSION_EXPIRED') {",
    replace: "if (failure.code === 'NETWORK') {",
    test: manyTabs,
  },
  {
    invariant: 2,
    what: 'Tabs whose credentials end together refresh together.',
    file: 'packages/core/src/refresh/planRefresh.ts',
    find: 'Math.floor(random * room)',
    replace: '0',
    test: manyTabs,
  },
  {
    invariant: 2,
    what: 'Expired tokens of another tab are handed out.',
    file: 'packages/cognito/src/tokens/createSession.ts',
    find: 'kept.expiresAt > Math.max(serverClock.now(), before.expiresAt)',
    replace: 'kept.expiresAt > 0',
    test: {
      file: 'packages/cognito/src/createUserPoolSession.test.ts',
      name: 'does not hand out what another tab has kept once that has expired as well',
    },
  },
  {
    invariant: 2,
    what: 'Readers wait for a refresh although what is there is valid.',
    file: 'packages/core/src/refresh/decideRead.ts',
    find: "? 'serve-and-refresh' : 'acquire'",
    replace: "? 'acquire' : 'acquire'",
    test: { file: storeContract, name: 'blocks none of ten callers during a background refresh, and asks once for all' },
  },
  {
    invariant: 2,
    what: 'A failed refresh fails its callers although what is there is valid.',
    file: store,
    find: 'if (held === current) return current.credentials;',
    replace: '',
    test: { file: storeContract, name: 'gives valid credentials even in the last moments when the issuer is down' },
  },
  {
    invariant: 2,
    what: 'An issuer that throttles ends the credentials.',
    file: 'packages/core/src/errors/credentialsError.ts',
    find: "'NETWORK', 'TIMEOUT', 'THROTTLED', 'SERVICE_UNAVAILABLE'",
    replace: "'NETWORK', 'TIMEOUT', 'SERVICE_UNAVAILABLE'",
    test: { file: 'packages/core/src/refresh/failureGate.test.ts', name: '%s passes: credentials held stay good' },
  },
  {
    invariant: 2,
    what: 'A user pool that throttles ends the session.',
    file: 'packages/cognito/src/wire/toRefreshError.ts',
    find: '|ResourceNotFound)/',
    replace: '|ResourceNotFound|TooManyRequests)/',
    test: { file: 'packages/cognito/src/wire/toSignInError.test.ts', name: '%s passes' },
  },
  {
    invariant: 2,
    what: 'A page of a captive portal counts as a refusal for good.',
    file: 'packages/core/src/wire/findPassingFault.ts',
    find: " || name === '';",
    replace: ';',
    test: { file: 'packages/cognito/src/createUserPoolSession.test.ts', name: 'a page instead of an answer (captive portal) ends no session' },
  },
  {
    invariant: 2,
    what: 'Whoever cancels an MFA code loses credentials that are still good.',
    file: 'packages/credential-providers/src/credentials/sparePerson.ts',
    find: '|| /^(CODE_MIS|MFA)/.test(error.code)',
    replace: '|| error.code === undefined',
    test: {
      file: 'packages/credential-providers/src/credentials/fromTemporaryCredentials.test.ts',
      name: 'that is %s when credentials are renewed costs nobody those that are still good, and is not asked for again at once',
    },
  },
];
