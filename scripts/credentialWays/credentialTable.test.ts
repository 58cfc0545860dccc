import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import AWS from 'aws-sdk';
import { describe, expect, test } from 'vitest';
import { testTitlesIn } from '../namedTests/testTitlesIn.ts';
import { root } from '../root.mjs';
import { credentialWays, writeCredentialTables } from './credentialTable.ts';

const page = readFileSync(join(root, 'docs/credentials.md'), 'utf8');
const textOf = (path: string): string => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '');

const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md')).map((name) => textOf(`docs/${name}`)).join('\n');

// Every class of v2 that is or finds credentials; `Config`, with which they are set, is on the page as `AWS.config`.
const classes = Object.keys(AWS).filter((name) => /Credentials$|^CredentialProviderChain$/.test(name));

test('of aws-sdk v2 there are classes to look for', () => {
  expect(classes).toEqual(expect.arrayContaining(['Credentials', 'ECSCredentials', 'SharedIniFileCredentials', 'CredentialProviderChain']));
});

test.each([...classes, 'config.credentials', 'config.update', 'config.loadFromPath', 'S3'])('AWS.%s of aws-sdk v2 is in a table', (name) => {
  expect(credentialWays.some(({ v2 = '' }) => new RegExp(`AWS\\.${name}\\b`).test(v2))).toBe(true);
});

test('docs/credentials.md lists the ways that the code lists: `npm run docs` writes it anew', () => {
  expect(page).toBe(writeCredentialTables(page));
});

test.each(credentialWays)('the page has the table with "$way" in it', ({ place, way }) => {
  expect(page.split(`<!-- ways: ${place} -->`)[1]?.split('<!-- end of ways -->')[0]).toContain(way);
});

describe.each(credentialWays)('$way', ({ ours, from, example, test: proof }) => {
  test(`its example imports ${ours}`, () => {
    const imports = Array.from(textOf(example).matchAll(/import \{([^}]*)\} from '([^']*)'/g));
    expect(imports.find(([, , source]) => source === from)?.[1]?.split(/[\s,]+/)).toContain(ours);
  });

  test('its example is shown in the documentation', () => {
    expect(pages).toContain(`<!-- ${example} -->`);
  });

  test('the test that proves it exists', () => {
    expect([...testTitlesIn(proof.file)]).toContain(proof.name);
  });
});
