import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { root } from './root.mjs';

/** @import { CheckResult } from './createChecklist.mjs' */

/**
 * @typedef {object} SizeBudget
 * @property {string} name
 * @property {number} budget Bytes, minified and gzipped, production. React and the query library are the app's own.
 * @property {string} source What an app of that kind imports.
 * @property {'js' | 'css'} loader
 * @property {string} [beyond] What the app has anyway: only what `source` adds to it counts.
 */

// What brings fresh credentials into a React tree. Whoever has guests only needs no `Show`: there is nobody to tell apart.
const guestPath = `
  export { createCredentialStore } from '@valetkey/core';
  export { fromCognitoIdentityPool } from '@valetkey/credential-providers';
  export { CredentialsProvider, useCredentials } from '@valetkey/react';
`;
const withSignIn = `
  ${guestPath}
  export { useSignIn } from '@valetkey/react';
`;
const signInOnly = `${withSignIn} export { createSignInOnlySession } from '@valetkey/cognito';`;
const managedLogin = `${withSignIn} export { createManagedLoginSession } from '@valetkey/cognito/managed-login';`;
// People stay signed in over reloads, tabs agree on who is, and one call for credentials is enough for all of them.
const keptAndShared = `export { createEncryptedStorage, shareCredentials } from '@valetkey/core';`;
const everyFlow = `${withSignIn} export { createUserPoolSession } from '@valetkey/cognito';`;
// Shared SDK clients that heal: what `useClient` adds is the same for all.
const withClients = `export { useClient } from '@valetkey/react';`;
const withUploads = `
  ${guestPath} ${withClients}
  export { S3Client } from '@aws-sdk/client-s3';
  export { Upload } from '@aws-sdk/lib-storage';
`;
const withScopes = `export { CredentialsScope } from '@valetkey/react';`;
const everything = `${everyFlow} ${withClients} export { Authenticator } from '@valetkey/ui';`;

// What of core providers stand on: an app has most of it anyway, and what a provider adds is its own.
const storeOnly = `export { createCredentialStore } from '@valetkey/core';`;
const withRequests = `${storeOnly} export { findPassingFault, readServerTime, sendRequest } from '@valetkey/core';`;
const withSts = `${storeOnly} export { callAwsQuery } from '@valetkey/core';`;
const withSignedSts = `${withSts} export { createServerClock, signForm } from '@valetkey/core';`;
const withPool = `${storeOnly} export { callAwsJson, createMemoryStorage, fromBase64, parseRegion, readClaims } from '@valetkey/core';`;
const assumedRole = `${withSignedSts} export { fromTemporaryCredentials } from '@valetkey/credential-providers';`;
const enhancedFlow = `${withPool} export { fromCognitoIdentityPool } from '@valetkey/credential-providers';`;

/**
 * @param {string} name
 * @param {string} beyond What of core it stands on.
 * @returns {SizeBudget}
 */
function ofProvider(name, beyond) {
  return { name, budget: 1_500, source: `${beyond} export { ${name} } from '@valetkey/credential-providers';`, loader: 'js', beyond };
}

/**
 * @param {string} name
 * @param {number} budget Beyond the guest path.
 * @returns {SizeBudget}
 */
function ofHook(name, budget) {
  return { name, budget, source: `${guestPath} export { ${name} } from '@valetkey/react';`, loader: 'js', beyond: guestPath };
}

/** @type {readonly SizeBudget[]} */
export const sizeBudgets = [
  { name: 'guest path', budget: 6_000, source: guestPath, loader: 'js' },
  { name: 'password sign-in', budget: 10_000, source: signInOnly, loader: 'js' },
  {
    name: 'persistence and tabs',
    budget: 4_000,
    source: `${signInOnly} ${keptAndShared}`,
    loader: 'js',
    beyond: signInOnly,
  },
  {
    name: 'adopting storage',
    budget: 800,
    source: `${signInOnly} export { createAdoptingStorage } from '@valetkey/cognito';`,
    loader: 'js',
    beyond: signInOnly,
  },
  // In place of a password form: SRP and its steps are not in it.
  { name: 'managed login', budget: 10_350, source: managedLogin, loader: 'js' },
  {
    name: 'createBrokerSession',
    budget: 3_000,
    source: `${signInOnly} export { createBrokerSession } from '@valetkey/server/page';`,
    loader: 'js',
    beyond: signInOnly,
  },
  // docs/decisions/0004: half a kilobyte for people who make their own account and forget its password.
  { name: 'sign-in, sign-up and recovery', budget: 10_550, source: everyFlow, loader: 'js' },
  { name: 'guest path with useClient', budget: 7_100, source: `${guestPath} ${withClients}`, loader: 'js' },
  {
    name: 'scopes',
    budget: 1_500,
    source: `${guestPath} ${withClients} ${withScopes}`,
    loader: 'js',
    beyond: `${guestPath} ${withClients}`,
  },
  ofHook('useSignedFetch', 2_500),
  ofHook('useCallerIdentity', 3_200),
  // What an app that uploads has anyway: the client, shared, and lib-storage.
  {
    name: 'useUpload',
    budget: 1_600,
    source: `${withUploads} export { useUpload } from '@valetkey/react/upload';`,
    loader: 'js',
    beyond: withUploads,
  },
  ofHook('useCredentialsEvent', 600),
  ofHook('useExpiry', 350),
  ofHook('useSuspenseCredentials', 350),
  {
    name: 'usePresignedUrl',
    budget: 1_800,
    source: `${guestPath} ${withClients} export { usePresignedUrl } from '@valetkey/react/s3';`,
    loader: 'js',
    beyond: `${guestPath} ${withClients}`,
  },
  { name: 'Authenticator', budget: 28_000, source: everything, loader: 'js' },
  ofProvider('fromCognitoIdentityPool', withPool),
  ofProvider('classicFlow', enhancedFlow),
  ofProvider('fromWebToken', withSts),
  ofProvider('fromSaml', withSts),
  // It asks people for codes, and people are slow, mistype and are busy.
  ofProvider('fromTemporaryCredentials', withSignedSts),
  ofProvider('withRoleChaining', assumedRole),
  ofProvider('fromSessionToken', withSignedSts),
  ofProvider('fromCognitoIdentity', withPool),
  ofProvider('fromHttp', withRequests),
  ofProvider('fromStatic', `${storeOnly} export { checkCredentials } from '@valetkey/core';`),
  ofProvider('fromChain', `${storeOnly} export { narrowProvider } from '@valetkey/core';`),
  // No page needs it, but whatever finds keys shares it: it stays small enough for one.
  { name: 'findKeys', budget: 1_500, source: `export { findKeys } from '@valetkey/guard';`, loader: 'js' },
  { name: 'styles.css', budget: 6_000, source: `@import '@valetkey/ui/styles.css';`, loader: 'css' },
];

// What hooks of one service stand on is the app's own, as React is. Providers and the store must not need it.
const sdkOfHooks = ['@aws-sdk/client-s3', '@aws-sdk/s3-request-presigner'];

/**
 * Weighs one entry point.
 * @param {SizeBudget} entry
 * @returns {Promise<{ name: string, bytes: number, budget: number }>}
 */
export async function measureSize({ name, budget, source, loader, beyond }) {
  const hadAnyway = beyond === undefined ? 0 : await weigh(beyond, loader);
  return { name, bytes: (await weigh(source, loader)) - hadAnyway, budget };
}

/**
 * Bundles an entry point as an app's production build with Vite does.
 * @param {string} source
 * @param {'js' | 'css'} loader
 * @returns {Promise<number>} Bytes, gzipped.
 */
async function weigh(source, loader) {
  const entry = join(root, `size-entry.${loader}`);
  const bundles = await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [
      {
        name: 'size-entry',
        enforce: 'pre',
        resolveId: (id) => (id === entry ? entry : undefined),
        load: (id) => (id === entry ? source : undefined),
      },
    ],
    resolve: { conditions: ['@valetkey/source', 'browser'] },
    define: { 'process.env.NODE_ENV': '"production"' },
    // Also where the environment says that a test is running.
    oxc: { jsx: { runtime: 'automatic', development: false } },
    build: {
      write: false,
      target: 'es2022',
      rollupOptions: {
        input: entry,
        preserveEntrySignatures: 'strict',
        external: [/^react(-dom)?($|\/)/, '@tanstack/react-query', ...sdkOfHooks],
      },
    },
  });
  return [bundles]
    .flat()
    .flatMap((bundle) => ('output' in bundle ? bundle.output : []))
    .map((file) => ('code' in file ? file.code : file.source))
    .reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0);
}

/**
 * Holds every entry point against its budget.
 * @returns {Promise<CheckResult>}
 */
export async function checkSizes() {
  const sizes = [];
  for (const entry of sizeBudgets) sizes.push(await measureSize(entry));
  const failed = sizes.filter(({ bytes, budget }) => bytes > budget).length;
  const lines = sizes.map(({ name, bytes, budget }) => `  ${name}: ${bytes} of ${budget} bytes${bytes > budget ? ', too much' : ''}`);
  return { passed: sizes.length - failed, failed, why: lines.join('\n') };
}
