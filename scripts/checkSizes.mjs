import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { root } from './root.mjs';

/** @import { CheckResult } from './createChecklist.mjs' */

/**
 * @typedef {object} SizeBudget
 * @property {string} name
 * @property {number} budget Bytes, minified and gzipped, production. React and the query library are the app's own.
 * @property {string} source What an app of that kind imports.
 * @property {'js' | 'css'} loader
 */

// What brings fresh credentials into a React tree. Whoever has guests only needs no `Show`: there is nobody to tell apart.
const guestPath = `
  export { createCredentialStore } from '@valetkey/core';
  export { fromCognitoIdentityPool } from '@valetkey/credential-providers';
  export { CredentialsProvider, useCredentials } from '@valetkey/react';
`;
const passwordSignIn = `
  ${guestPath}
  export { createUserPoolSession } from '@valetkey/cognito';
  export { useSignIn } from '@valetkey/react';
`;
// Shared SDK clients that heal: what `useClient` adds is the same for both.
const withClients = `export { useClient } from '@valetkey/react';`;
const everything = `${passwordSignIn} ${withClients} export { Authenticator } from '@valetkey/ui';`;

/** @type {readonly SizeBudget[]} */
export const sizeBudgets = [
  { name: 'guest path', budget: 6_000, source: guestPath, loader: 'js' },
  // docs/decisions/0004: a kilobyte over the plan.
  { name: 'password sign-in', budget: 11_000, source: passwordSignIn, loader: 'js' },
  { name: 'guest path with useClient', budget: 7_250, source: `${guestPath} ${withClients}`, loader: 'js' },
  { name: 'Authenticator', budget: 28_000, source: everything, loader: 'js' },
  { name: 'styles.css', budget: 6_000, source: `@import '@valetkey/ui/styles.css';`, loader: 'css' },
];

/**
 * Bundles one entry point as an app's production build would.
 * @param {SizeBudget} entry
 * @returns {Promise<{ name: string, bytes: number, budget: number }>}
 */
export async function measureSize({ name, budget, source, loader }) {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: root, loader },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['@valetkey/source'],
    define: { 'process.env.NODE_ENV': '"production"' },
    external: ['react', 'react-dom', '@tanstack/react-query'],
    logLevel: 'error',
  });
  const bytes = outputFiles.reduce((sum, file) => sum + gzipSync(file.contents, { level: 9 }).length, 0);
  return { name, bytes, budget };
}

/**
 * Holds every entry point against its budget.
 * @returns {Promise<CheckResult>}
 */
export async function checkSizes() {
  const sizes = await Promise.all(sizeBudgets.map(measureSize));
  const failed = sizes.filter(({ bytes, budget }) => bytes > budget).length;
  const lines = sizes.map(({ name, bytes, budget }) => `  ${name}: ${bytes} of ${budget} bytes${bytes > budget ? ', too much' : ''}`);
  return { passed: sizes.length - failed, failed, why: lines.join('\n') };
}
