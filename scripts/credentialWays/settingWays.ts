import type { CredentialWay } from './credentialWay.ts';

/** Where credentials are set: for everything first, then for less and less. */
export const settingWays: readonly CredentialWay[] = [
  {
    place: 'setting',
    way: 'Globally, on the configuration object: in React, for everything below',
    v2: 'AWS.config.credentials = …, AWS.config.update({ credentials })',
    ours: 'CredentialsProvider',
    from: '@valetkey/react',
    example: 'docs/snippets/configuration/App.tsx',
    test: {
      file: 'packages/react/src/provider/CredentialsProvider.test.tsx',
      name: 'starts session and store when mounted: one acquisition; stops both when unmounted: nothing is left',
    },
  },
  {
    place: 'setting',
    way: 'Globally: outside React, one store for all clients',
    v2: 'AWS.config.credentials = …',
    ours: 'createCredentialStore',
    from: '@valetkey/core',
    example: 'docs/snippets/credentials-node/instanceMetadata.ts',
    test: { file: 'packages/credential-providers/src/awsClients.test.ts', name: 'share one acquisition, however many start cold at once' },
  },
  {
    place: 'setting',
    way: 'For every client of one service',
    v2: 'AWS.config.s3 = { credentials }',
    ours: 'CredentialsProvider',
    from: '@valetkey/react',
    example: 'docs/snippets/configuration/App.tsx',
    test: {
      file: 'packages/core/src/client/clientConfigLevels.test.ts',
      name: 'credentials come from the highest level that names some, and from the provider where none does',
    },
  },
  {
    place: 'setting',
    way: 'For a part of the tree, for every service or for some',
    v2: undefined,
    ours: 'CredentialsScope',
    from: '@valetkey/react',
    example: 'docs/snippets/configuration/Archive.tsx',
    test: {
      file: 'packages/react/src/scope/enforcement.test.tsx',
      name: 'side by side: what a scope’s policy allows is allowed, what it does not is denied, and outside nothing changes',
    },
  },
  {
    place: 'setting',
    way: 'Per service: passed directly to a service object',
    v2: 'new AWS.S3({ credentials })',
    ours: 'useClient',
    from: '@valetkey/react',
    example: 'docs/snippets/configuration/Archive.tsx',
    test: {
      file: 'packages/react/src/client/useClient.test.tsx',
      name: 'a client with credentials of its own follows their identity, not the provider’s',
    },
  },
  {
    place: 'setting',
    way: 'Both, where clients of v2 are still in use',
    v2: 'AWS.config.credentials = …, new AWS.S3({ credentials })',
    ours: 'toAwsSdkV2Credentials',
    from: '@valetkey/credential-providers/aws-sdk-v2',
    example: 'docs/snippets/aws-sdk-v2/global.ts',
    test: {
      file: 'packages/credential-providers/src/aws-sdk-v2/toAwsSdkV2Credentials.test.ts',
      name: 'sign with the credentials of the global configuration, and twenty of them cost one call',
    },
  },
];
