import type { Mutation } from '../mutations.ts';

const session = 'packages/cognito/src/tokens/createSession.ts';
const sessionContract = 'packages/cognito/src/createUserPoolSession.contract.test.ts';
const adopting = 'packages/cognito/src/adoption/createAdoptingStorage.ts';
const adoptingTest = 'packages/cognito/src/adoption/createAdoptingStorage.test.ts';
const userPoolTest = 'packages/cognito/src/createUserPoolSession.test.ts';
const sharing = 'packages/core/src/credentials/shareCredentials.ts';
const sharingTest = 'packages/cognito/src/sharedCredentials.test.ts';
const sharedStorageTest = 'packages/core/src/tabs/createSharedStorage.test.ts';
const tabEnvironment = 'packages/core/src/tabs/environment.ts';

// In a real browser, with its back/forward cache.
const restored: Mutation['test'] = {
  file: 'scripts/tabs/restored.e2e.test.ts',
  name: 'a page that comes back from the back/forward cache shows nothing in any frame of the person who $what in another tab',
};

/** Letting something of a person outlive their session. */
export const identityMutations: readonly Mutation[] = [
  {
    invariant: 4,
    what: 'The store keeps the credentials of the person before.',
    file: 'packages/core/src/credentials/createCredentialStore.ts',
    find: '    epoch = current;\n    forget();',
    replace: '    epoch = current;',
    test: {
      file: 'packages/core/src/credentials/createCredentialStore.contract.test.ts',
      name: 'gives the next reader the new person’s credentials, also when it was never started',
    },
  },
  {
    invariant: 4,
    what: 'An address that the person before signed is shown to the next.',
    file: 'packages/react/src/s3/createPresignedUrl.ts',
    find: 'store?.getSnapshot().epoch === epoch ? facts.getSnapshot() : PENDING',
    replace: 'facts.getSnapshot()',
    test: {
      file: 'packages/react/src/s3/usePresignedUrl.test.tsx',
      name: 'what somebody else signed is gone at once, and nothing of it comes back',
    },
  },
  {
    invariant: 4,
    what: 'A client of the person before signs as the next one.',
    file: 'packages/core/src/client/createClientCache.ts',
    find: "if (store.getSnapshot().epoch !== epoch) throw new CredentialsError('ABORTED');",
    replace: '',
    test: {
      file: 'packages/core/src/client/createClientCache.test.ts',
      name: 'a client of the identity before signs nothing more, the next one signs as the new identity',
    },
  },
  {
    invariant: 4,
    what: 'Clients keep a copy of the credentials, and sign with it until it expires.',
    file: 'packages/core/src/client/createClientCache.ts',
    find: 'bound.memoized = true;',
    replace: '',
    test: {
      file: 'packages/core/src/client/createClientCache.test.ts',
      name: 'a client of the identity before signs nothing more, the next one signs as the new identity',
    },
  },
  {
    invariant: 4,
    what: 'A refresh that ends after sign-out brings the person back.',
    file: session,
    find: 'if (isEpoch(epoch)) become(kept);',
    replace: 'become(kept ?? obtained);',
    test: { file: sessionContract, name: 'drops what a refresh brings afterwards: nothing is shown, served or kept' },
  },
  {
    invariant: 4,
    what: 'A refresh goes on after sign-out.',
    file: session,
    find: 'leaving?.abort();',
    replace: '',
    test: { file: userPoolTest, name: 'gives a refresh up that is on its way when the person signs out' },
  },
  {
    invariant: 4,
    what: 'The service is not told of a sign-out again that it could not be told of at once.',
    file: session,
    find: 'error.retryable && triesLeft > 0',
    replace: 'error.retryable && triesLeft < 0',
    test: { file: userPoolTest, name: 'is told of a sign-out as soon as it can be, and nobody waits for that' },
  },
  {
    invariant: 4,
    what: 'What a refresh brings after the same person has signed in anew is left valid.',
    file: session,
    find: "obtained.claims['origin_jti'] !== held?.claims['origin_jti']",
    replace: '!isEpoch(epoch)',
    test: { file: userPoolTest, name: 'revokes what a refresh brings when the same person has signed in anew in another tab' },
  },
  {
    invariant: 4,
    what: 'What was obtained is kept although whoever asked has given up.',
    file: 'packages/core/src/tabs/createSharedRecord.ts',
    find: '(current) => isOurs(current) && isWanted()',
    replace: 'isOurs',
    test: {
      file: sharedStorageTest,
      name: 'leaves nothing where somebody removes what is kept as soon as it is given up, whatever it is at',
    },
  },
  {
    invariant: 4,
    what: 'Shared credentials outlive a sign-out until somebody asks for others.',
    file: sharing,
    find: 'if (owner !== undefined) record',
    replace: "if (owner === '') record",
    test: { file: sharingTest, name: 'are gone when a sign-out has ended, although no store asks for any more' },
  },
  {
    invariant: 4,
    what: 'Shared credentials that are on their way are obtained although the person has left.',
    file: sharing,
    find: '() => void (isCurrent() || leave())',
    replace: '() => undefined',
    test: { file: sharingTest, name: 'that are on their way when somebody signs out are given up, and never kept' },
  },
  {
    invariant: 4,
    what: 'A sign-out ends before all that is removed with it is gone.',
    file: 'packages/core/src/tabs/createSharedStorage.ts',
    find: '      await Promise.allSettled(earlier);\n',
    replace: '',
    test: { file: sharedStorageTest, name: 'a change is over when all that were begun before it on the same storage are' },
  },
  {
    invariant: 4,
    what: 'A page that wakes does not look who is signed in by now.',
    file: session,
    find: 'environment.onWake(wake)',
    replace: 'environment.onWake(() => undefined)',
    test: { file: sessionContract, name: 'notices on waking that another tab has signed out' },
  },
  {
    invariant: 4,
    what: 'A tab writes back what it obtained for somebody who has left in another.',
    file: 'packages/core/src/tabs/createSharedRecord.ts',
    find: 'swapped = isUnchanged(current, before) && isAllowed(current);',
    replace: 'swapped = true;',
    test: { file: sharedStorageTest, name: 'keep nothing that was obtained for what has been replaced or removed since' },
  },
  {
    invariant: 4,
    what: 'A session that was taken over from another library is taken over again after sign-out.',
    file: adopting,
    find: '      foreign.settle(session);\n',
    replace: '',
    test: { file: adoptingTest, name: 'with a sign-out, which revokes it (online: %s), although Amplify’s keys are all there' },
  },
  {
    invariant: 4,
    what: 'A tab takes over from another library what another tab has just signed out of.',
    file: adopting,
    find: 'foreign.isSettled(session) ? undefined : adopted',
    replace: 'adopted',
    test: { file: adoptingTest, name: 'in a tab that finds it while another signs out of it' },
  },
  {
    invariant: 4,
    what: 'Shared credentials are given to whoever asks.',
    file: 'packages/core/src/credentials/shareCredentials.ts',
    find: '=> kept?.owner === owner;',
    replace: '=> kept !== undefined || owner === GUEST;',
    test: { file: 'packages/core/src/credentials/shareCredentials.test.ts', name: 'gives nobody another person’s, and removes them at sign-out' },
  },
  {
    invariant: 4,
    what: 'What the person before has seen stays in the query cache.',
    file: 'packages/react/src/query/followCredentials.ts',
    find: 'queryClient.removeQueries({ predicate });',
    replace: '',
    test: { file: 'packages/react/src/query/useAwsQuery.test.tsx', name: 'data is forgotten although no component with a query is left' },
  },
  {
    invariant: 4,
    what: 'A tab that hung for longer than its claim keeps what it obtained, beside the tab that has the claim by now.',
    file: 'packages/core/src/tabs/createSharedRecord.ts',
    find: '=> current.claim?.nonce === claim.nonce;',
    replace: '=> true;',
    test: { file: sharedStorageTest, name: 'keep nothing that a page obtained whose claim is another’s by now' },
  },
  {
    invariant: 4,
    what: 'Another person’s session is taken for a renewal of the one before.',
    file: 'packages/core/src/tabs/createSharedRecord.ts',
    find: 'epoch = Math.max(before.epoch, lastEnded()) + 1',
    replace: 'epoch = before.epoch',
    test: { file: sharedStorageTest, name: 'begin a new epoch when what is kept is replaced or removed, and none when it is renewed' },
  },
  {
    invariant: 4,
    what: 'A sign-out leaves on the device what lay there before its storage failed.',
    file: 'packages/core/src/tabs/createSharedStorage.ts',
    find: 'await removeStored(slot, next);',
    replace: 'await undefined;',
    test: { file: sharedStorageTest, name: 'having failed, %s' },
  },
  {
    invariant: 4,
    what: 'Who was in a tab before somebody was remembered is back when that one leaves.',
    file: 'packages/core/src/storage/createRememberingStorage.ts',
    find: 'await otherwise.update(() => undefined);\n      return kept;',
    replace: 'return kept;',
    test: {
      file: 'packages/core/src/storage/createRememberingStorage.test.ts',
      name: 'does not bring back who was here before somebody was remembered, once that one leaves',
    },
  },
  {
    invariant: 4,
    what: 'A sign-out that nobody waits for is lost with its page.',
    file: 'packages/core/src/tabs/createSharedRecord.ts',
    find: '      notes.leave(endings, String(Math.max(seen.record.epoch, lastEnded())));\n',
    replace: '',
    test: { file: sharedStorageTest, name: 'find nothing any more of what a page was about to remove when it was left, and remove it themselves' },
  },
  {
    invariant: 4,
    what: 'A refresh in another tab brings back who has signed out in a page that is gone.',
    file: 'packages/core/src/tabs/createSharedRecord.ts',
    find: 'record.sealed && record.epoch)',
    replace: 'undefined)',
    test: { file: sharedStorageTest, name: 'find nothing of it either when another page renews it meanwhile' },
  },
  {
    invariant: 4,
    what: 'Whoever signs in after a sign-out that nobody waited for is signed out with it.',
    file: 'packages/core/src/tabs/createSharedRecord.ts',
    find: 'Math.max(before.epoch, lastEnded()) + 1',
    replace: 'before.epoch + 1',
    test: { file: sharedStorageTest, name: 'keep what is put there after that, though all else was lost meanwhile: %s' },
  },
  {
    invariant: 4,
    what: 'A page that comes back goes on with its sign-out, and signs out whoever has come since.',
    file: 'packages/core/src/tabs/createSharedRecord.ts',
    find: 'nothingToDo || isEnded',
    replace: 'nothingToDo',
    test: { file: sharedStorageTest, name: 'keep what another has put there since, when the page that was left comes back' },
  },
  {
    invariant: 4,
    what: 'A page from the back/forward cache is seen before it has looked who is there by now.',
    file: tabEnvironment,
    find: 'if (persisted) uncover ??= cover();',
    replace: 'if (persisted) uncover ??= () => undefined;',
    test: restored,
  },
  {
    invariant: 4,
    what: 'A page from the back/forward cache is uncovered as soon as it is back, not when it has looked.',
    file: tabEnvironment,
    find: 'Promise.race([checked, pause(MAX_COVER_MS)]).then(reveal, reveal)',
    replace: 'checked.finally(() => undefined) && Promise.resolve().then(reveal, reveal)',
    test: restored,
  },
  {
    invariant: 4,
    what: 'A part that says it is visible shows through the cover.',
    file: tabEnvironment,
    find: ", opacity: '0' }",
    replace: ' }',
    test: restored,
  },
  {
    invariant: 4,
    what: 'A page from the back/forward cache takes it that nothing has happened meanwhile.',
    file: 'packages/core/src/tabs/createTabHints.ts',
    find: 'onRestore(listener), ',
    replace: '',
    test: restored,
  },
];
