import { fileURLToPath } from 'node:url';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';
import { keyId } from '../testKit/madeUpKeys.ts';
import { guardPlugin } from './index.ts';
import byDefault from './index.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

// As an app has it: the recommended configuration, and the parser that TypeScript needs.
const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  overrideConfig: [
    guardPlugin.configs.recommended,
    { files: ['**/*.{ts,tsx}'], languageOptions: { parser: typescriptParser, parserOptions: { ecmaFeatures: { jsx: true } } } },
  ],
});

/** What ESLint says of the files that a pattern names. */
async function messagesOf(pattern: string): Promise<{ readonly files: number; readonly messages: readonly string[] }> {
  const results = await eslint.lintFiles([pattern]);
  const messages = results.flatMap(({ filePath, messages: all }) => all.map(({ line, ruleId, message }) => `${filePath}:${line} ${ruleId ?? message}`));
  return { files: results.length, messages };
}

describe('with the recommended configuration', () => {
  test('a key seeded in source is a lint error', async () => {
    const [result] = await eslint.lintText(`export const id = '${keyId}';\n`, { filePath: 'examples/photo-album/src/aws.ts' });
    expect(result).toMatchObject({ errorCount: 1, messages: [{ ruleId: 'valetkey/no-hard-coded-keys', severity: 2, line: 1, column: 20 }] });
    expect(result?.messages[0]?.message).not.toContain(keyId.slice(0, 5));
  });

  test('a key that constants add up to is one too', async () => {
    const code = `const head = '${keyId.slice(0, 7)}';\nexport const id = head + '${keyId.slice(7)}';\n`;
    const [result] = await eslint.lintText(code, { filePath: 'examples/photo-album/src/aws.ts' });
    expect(result).toMatchObject({ errorCount: 1, messages: [{ ruleId: 'valetkey/no-hard-coded-keys', line: 2, column: 19 }] });
  });

  test.each([
    ['examples/*/src/**/*.{ts,tsx}', 60],
    ['docs/snippets/**/*.{ts,tsx}', 40],
    ['packages/{core,cognito,credential-providers,react,ui}/src/**/!(*.test|*.test-d).{ts,tsx}', 250],
  ])('there is no error in %s', async (pattern, atLeast) => {
    const { files, messages } = await messagesOf(pattern);
    expect(messages).toEqual([]);
    expect(files).toBeGreaterThan(atLeast);
  });

  test('each rule is an error, under the names that people configure', () => {
    expect(guardPlugin.configs.recommended.rules).toEqual(
      Object.fromEntries(Object.keys(guardPlugin.rules ?? {}).map((name) => [`valetkey/${name}`, 'error'])),
    );
  });
});

test('the plugin is the default export as well, which Oxlint loads, and the one that its configuration names', () => {
  expect(byDefault).toBe(guardPlugin);
  expect(guardPlugin.configs.recommended.plugins?.['valetkey']).toBe(guardPlugin);
});
