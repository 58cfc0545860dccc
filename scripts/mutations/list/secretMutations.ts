import type { Mutation } from '../mutations.ts';

const encryptedStorageTest = 'packages/core/src/storage/createEncryptedStorage.browser.test.ts';

/** Showing a secret. */
export const secretMutations: readonly Mutation[] = [
  {
    invariant: 6,
    what: 'Credentials show their keys to whoever logs, serialises or spreads them.',
    file: 'packages/core/src/credentials/awsCredentials.ts',
    find: 'this.#provided = #provided in provided ? provided.#provided : { ...provided };',
    replace: 'this.#provided = #provided in provided ? provided.#provided : { ...provided }; Object.assign(this, { provided });',
    test: {
      file: 'packages/core/src/credentials/createCredentialStore.test.ts',
      name: 'no key is shown by logging, serialising, inspecting or spreading what the store gives out',
    },
  },
  {
    invariant: 6,
    what: 'A session shows its tokens.',
    file: 'packages/core/src/tokens/tokenSet.ts',
    find: 'this.#input = input;',
    replace: 'this.#input = input; Object.assign(this, { input });',
    test: {
      file: 'packages/cognito/src/createUserPoolSession.contract.test.ts',
      name: 'shows no password and no token in anything that can be looked at',
    },
  },
  {
    invariant: 6,
    what: 'The key of what is stored can be exported.',
    file: 'packages/core/src/tabs/createSealer.ts',
    find: "length: 256 }, false, ['encrypt'",
    replace: "length: 256 }, true, ['encrypt'",
    test: { file: encryptedStorageTest, name: 'writes no secret in plain text, under a key that no script can export' },
  },
  {
    invariant: 6,
    what: 'An error repeats the service’s words, which can name a person.',
    file: 'packages/credential-providers/src/wire/toIdentityPoolError.ts',
    find: 'const detail = code === undefined ? name : detailOf(message);',
    replace: 'const detail = message;',
    test: {
      file: 'packages/credential-providers/src/wire/toIdentityPoolError.test.ts',
      name: 'names an error it does not know, and repeats none of the service’s words',
    },
  },
  {
    invariant: 6,
    what: 'An error carries the service’s words on as its cause.',
    file: 'packages/cognito/src/wire/toSignInError.ts',
    find: 'cause: new Error(name)',
    replace: 'cause: new Error(message)',
    test: { file: 'packages/credential-providers/src/secrets.test.ts', name: 'no secret is in what can be seen when %s' },
  },
  {
    invariant: 6,
    what: 'Query keys hold the customer’s own encryption keys.',
    file: 'packages/react/src/query/keyInput.ts',
    find: '.filter(([name]) => !SECRET_MEMBERS.test(name))',
    replace: '.filter(([name]) => SECRET_MEMBERS !== undefined && name !== undefined)',
    test: { file: 'packages/react/src/query/keyInput.test.ts', name: 'a customer’s encryption key is not in the key' },
  },
  {
    invariant: 6,
    what: 'Server HTML depends on whose credentials there are.',
    file: 'packages/core/src/credentials/createCredentialStore.ts',
    find: 'getServerSnapshot: () => UNKNOWN,',
    replace: 'getServerSnapshot: snapshot.getSnapshot,',
    test: {
      file: 'packages/react/src/provider/CredentialsProvider.ssr.test.tsx',
      name: 'a store that has credentials already tells the HTML nothing of them',
    },
  },
  {
    invariant: 6,
    what: 'A persister writes down queries whose key shows a token.',
    file: 'packages/react/src/query/awsDehydrateOptions.ts',
    find: ' || hasSecretMember(query.queryKey[4])',
    replace: '',
    test: {
      file: 'packages/react/src/query/persistence.test.tsx',
      name: 'a query that was asked with a secret is not persisted, since its key shows it',
    },
  },
];
