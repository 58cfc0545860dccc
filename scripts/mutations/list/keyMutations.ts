import type { Mutation } from '../mutations.ts';

const recovery = 'packages/core/src/client/recoverRejectedKey.ts';
const clientTest = 'packages/core/src/client/createClientCache.test.ts';
const check = 'packages/core/src/credentials/checkCredentials.ts';

/** Getting stuck with a rejected key, storming the issuer for one that was understood, and keys that belong in no browser. */
export const keyMutations: readonly Mutation[] = [
  {
    invariant: 5,
    what: 'A request whose key was rejected fails.',
    file: recovery,
    find: 'if (isStream(args.request?.body)) throw error;',
    replace: 'throw error;',
    test: { file: clientTest, name: '%s: fifty requests at once lead to one refresh, and each is sent once more' },
  },
  {
    invariant: 5,
    what: 'What is denied is tried again with a new key.',
    file: recovery,
    find: "  'ExpiredToken',\n",
    replace: "  'ExpiredToken',\n  'AccessDenied',\n",
    test: { file: clientTest, name: 'AccessDenied changes nothing: no refresh, no second try' },
  },
  {
    invariant: 5,
    what: 'A late rejection of the key before drops the new one.',
    file: 'packages/core/src/credentials/createCredentialStore.ts',
    find: 'if (held?.credentials.accessKeyId !== accessKeyId) return;',
    replace: 'if (held === undefined) return;',
    test: {
      file: 'packages/core/src/credentials/createCredentialStore.contract.test.ts',
      name: 'keeps its credentials when it was another key',
    },
  },
  {
    invariant: 7,
    what: 'A browser takes keys of IAM users.',
    file: check,
    find: "|| accessKeyId.startsWith('AKIA')",
    replace: "|| accessKeyId === 'AKIA'",
    test: { file: 'packages/core/src/credentials/checkCredentials.test.ts', name: 'a browser refuses %s' },
  },
  {
    invariant: 7,
    what: 'A browser takes keys without a session token.',
    file: check,
    find: '(!sessionToken || accessKeyId',
    replace: '(accessKeyId',
    test: { file: 'packages/core/src/credentials/checkCredentials.test.ts', name: 'a browser refuses %s' },
  },
  {
    invariant: 7,
    what: 'A browser takes long-lived keys although the app has not insisted.',
    file: 'packages/core/src/credentials/createCredentialStore.ts',
    find: 'environment.isServer || !!options',
    replace: 'environment.isServer || !options',
    test: {
      file: 'packages/core/src/credentials/createCredentialStore.test.ts',
      name: 'a browser refuses long-lived keys unless the app insists',
    },
  },
  {
    invariant: 7,
    what: 'Long-lived keys are kept where tabs share credentials.',
    file: 'packages/core/src/credentials/shareCredentials.ts',
    find: 'if (!sessionToken || expiration === undefined)',
    replace: 'if (expiration === undefined)',
    test: { file: 'packages/core/src/credentials/shareCredentials.test.ts', name: 'keeps no long-lived keys (%j)' },
  },
  {
    invariant: 7,
    what: 'Long-lived keys that are written into a hook sign in a browser.',
    file: 'packages/core/src/client/createClientCache.ts',
    find: "if (typeof keys === 'object') checkCredentials(keys as AwsCredentials, -Infinity, systemEnvironment.isServer);",
    replace: 'void keys;',
    test: {
      file: 'packages/react/src/client/useClient.test.tsx',
      name: 'refuses long-lived keys that are written into a hook, as a store does: %s',
    },
  },
];
