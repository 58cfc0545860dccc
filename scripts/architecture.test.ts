import { describe, expect, test } from 'vitest';
import { importsOf, valueImportsOf } from './architecture/importsOf.ts';
import { noCycles } from './architecture/noCycles.ts';
import { optionalPeers } from './architecture/optionalPeers.ts';
import { packageDirection } from './architecture/packageDirection.ts';
import { readWorkspace, type Package } from './architecture/readWorkspace.ts';
import { cachedPreflights, engineThroughPorts, explicitIndexes, MAX_FILE_LINES, nodeInItsFolder, shortFiles, tellingNames } from './architecture/sourceRules.ts';
import { stageDirection } from './architecture/stageDirection.ts';
import { root } from './root.mjs';

type Rule = (workspace: readonly Package[]) => readonly string[];

const workspace = readWorkspace(root);

/** A package with these files, for showing a rule what it must find. */
function sample(
  folder: string,
  files: Readonly<Record<string, string>>,
  dependencies: readonly string[] = [],
  optional: readonly string[] = [],
): Package {
  return {
    folder,
    name: `@valetkey/${folder}`,
    dependencies,
    optionalPeers: optional,
    files: Object.entries(files).map(([path, text]) => ({ path, text })),
  };
}

/** Keeps a rule honest: the repository obeys it, and it finds what breaks it. */
function describeRule(name: string, rule: Rule, broken: Readonly<Record<string, readonly Package[]>>): void {
  describe(name, () => {
    test('holds in every package', () => {
      expect(rule(workspace)).toEqual([]);
    });
    test.each(Object.entries(broken))('finds %s', (_, packages) => {
      expect(rule(packages)).toHaveLength(1);
    });
  });
}

test('the workspace that is looked at is the real one', () => {
  expect(workspace.map(({ folder }) => folder)).toContain('core');
  for (const one of workspace) expect(one.files, one.folder).not.toEqual([]);
});

describe('reading imports', () => {
  test.each([
    ["import { a } from './a.ts';", ['./a.ts']],
    ["import {\n  a,\n  b,\n} from './a.ts';", ['./a.ts']],
    ["import type { A } from '@valetkey/core';", ['@valetkey/core']],
    ["import './styles.css';", ['./styles.css']],
    ["export { a } from './a.ts';\nexport type { B } from './b.ts';", ['./a.ts', './b.ts']],
    ["export * from './a.ts';", ['./a.ts']],
    ["const late = () => import('./a.ts');", ['./a.ts']],
    [" * import { a } from './a.ts';", []],
    ["// import('./a.ts')\nexport const from = 'x';", []],
  ])('%j', (text, expected) => {
    expect(importsOf(text)).toEqual(expected);
  });
});

test('imports of types can be left out', () => {
  expect(valueImportsOf("import type {\n  A,\n} from './a.ts';\nexport type { B } from './b.ts';\nimport { c } from './c.ts';")).toEqual(['./c.ts']);
});

const core = sample('core', { 'index.ts': '' });

describeRule('packages import in one direction', packageDirection, {
  'a dependency in the wrong direction': [core, sample('react', {}), sample('cognito', {}, ['@valetkey/react'])],
  'an import in the wrong direction': [sample('react', {}), sample('core', { 'a.ts': "import { useClient } from '@valetkey/react/query';" })],
  'react that knows an identity provider': [sample('cognito', {}), sample('react', { 'a.tsx': "import type { A } from '@valetkey/cognito';" })],
  'an import that is not declared': [core, sample('ui', { 'a.tsx': "import { createElement } from 'react';" })],
  'a package that is not in the table': [sample('extras', {})],
});

describeRule('stages import in one direction', stageDirection, {
  'an earlier stage that imports a later one': [
    sample('core', { 'tokens/a.ts': "import type { B } from '../credentials/b.ts';", 'credentials/b.ts': '' }),
  ],
  'a way through a file that belongs to no stage': [
    sample('core', {
      'signIn/a.ts': "import { b } from '../b.ts';",
      'b.ts': "export { c } from './client/c.ts';",
      'client/c.ts': '',
    }),
  ],
});

describeRule('no file imports itself by way of others', noCycles, {
  'two files that import each other': [sample('ui', { 'a.ts': "import { b } from './b.ts';", 'b.ts': "import type { A } from './a.ts';" })],
  'a longer way round': [
    sample('ui', {
      'x/a.ts': "import { b } from './b.ts';",
      'x/b.ts': "import { c } from '../c.ts';",
      'c.ts': "import { a } from './x/a.ts';",
    }),
  ],
});

describeRule('main entries work without optional peers', optionalPeers, {
  'one that the index imports': [sample('react', { 'index.ts': "export { Upload } from '@aws-sdk/lib-storage';" }, [], ['@aws-sdk/lib-storage'])],
  'one that is reached through other files': [
    sample(
      'react',
      {
        'index.ts': "export { a } from './client/a.ts';",
        'client/a.ts': "import { b } from '../upload/b.ts';",
        'upload/b.ts': "import { Upload } from '@aws-sdk/lib-storage/sub';",
        'upload/index.ts': "export { b } from './b.ts';",
      },
      [],
      ['@aws-sdk/lib-storage'],
    ),
  ],
});

describeRule('files are short', shortFiles, {
  'a line too many': [sample('core', { 'a.ts': '//\n'.repeat(MAX_FILE_LINES + 1) })],
});

describeRule('names say what is in a file', tellingNames, {
  'a file of utilities': [sample('core', { 'credentials/utils.ts': '' })],
  'a file of types': [sample('core', { 'types.ts': '' })],
  'a folder of helpers': [sample('ui', { 'helpers/focus.tsx': '' })],
});

describeRule('an index holds explicit named exports and nothing else', explicitIndexes, {
  'a star': [sample('core', { 'index.ts': "export * from './a.ts';" })],
  'code': [sample('core', { 'index.ts': 'export const answer = 42;' })],
  'a star further down': [sample('react', { 'query/index.ts': "export { a } from './a.ts';\nexport * from './b.ts';" })],
});

describeRule('requests leave the preflight cache alone', cachedPreflights, {
  'a request that bypasses it': [sample('core', { 'wire/a.ts': "fetch(url, { method: 'POST', cache: 'no-store' });" })],
});

describeRule('the engine meets the page and the time in its ports only', engineThroughPorts, {
  'the page': [sample('core', { 'a.ts': "document.title = 'x';" })],
  'the page, asked whether it is there': [sample('cognito', { 'a.ts': "const browser = typeof window !== 'undefined';" })],
  'the time': [sample('credential-providers', { 'a.ts': 'const now = Date.now();' })],
  'a timer': [sample('react', { 'a.tsx': 'setTimeout(refresh, 1000);' })],
  'a global by its long name': [sample('core', { 'a.ts': 'globalThis.fetch(url);' })],
});

describeRule('what only Node.js has stays below node/', nodeInItsFolder, {
  'a module of Node.js': [sample('core', { 'a.ts': "import { readFile } from 'node:fs/promises';" })],
  'the SDK’s providers': [sample('credential-providers', { 'a.ts': "export const load = () => import('@aws-sdk/credential-providers');" })],
  'a way into the folder': [sample('credential-providers', { 'index.ts': "export { fromIni } from './node/fromIni.ts';" })],
});
