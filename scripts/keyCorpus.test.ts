import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describeLeak } from '@valetkey/guard';
import { scanPaths } from '@valetkey/guard/node';
import { expect, test } from 'vitest';
import { root } from './root.mjs';

/** Where pnpm keeps what is installed: `NAME@VERSION/node_modules/NAME`, the rest are links. */
const store = join(root, 'node_modules/.pnpm');

// Bundles, source maps, declarations and examples as they were published. Those of AWS speak of keys on every other line.
test.each([
  { what: 'the AWS SDK v2', names: /^aws-sdk@/, within: 'dist', atLeast: 2 },
  { what: 'the AWS SDK v3 and what it stands on', names: /^@(aws-sdk|aws-crypto|smithy)\+/, atLeast: 4_000 },
  { what: 'amazon-cognito-identity-js', names: /^amazon-cognito-identity-js@/, atLeast: 50 },
  { what: 'what pages are made of', names: /^(react|react-dom|@tanstack\+[\w-]+|vite|rolldown|storybook)@/, atLeast: 500 },
])('there is no key in $what as it was published', async ({ names, within = '.', atLeast }) => {
  const folders = readdirSync(store).filter((name) => names.test(name));
  const packages = folders.flatMap((folder) => {
    const name = folder.slice(0, folder.indexOf('@', 1)).replace('+', '/');
    return [join(store, folder, 'node_modules', name, within)];
  });
  const { leaks, fileCount } = await scanPaths(packages);
  expect(leaks.map(describeLeak)).toEqual([]);
  expect(fileCount).toBeGreaterThan(atLeast);
});

// What is built from the rest, and takes long to look into.
const BUILT = /^(node_modules|dist|build|\.next.*|\.react-router|\.cache)$/;

test('there is no key in this repository', async () => {
  const projects = ['packages', 'examples'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)));
  const parts = projects.flatMap((project) => readdirSync(join(root, project)).filter((name) => !BUILT.test(name)).map((name) => join(project, name)));
  const folders = ['docs', 'scripts', 'stories', '.storybook', '.ci', '.changeset', 'README.md', 'CONTRIBUTING.md', ...parts];
  const { leaks, fileCount } = await scanPaths(folders.map((name) => join(root, name)));
  expect(leaks.map(describeLeak)).toEqual([]);
  expect(fileCount).toBeGreaterThan(1_000);
});
