import type { Mutation } from '../mutations.ts';

const patterns = 'packages/guard/src/findKeys.ts';
const patternTest = 'packages/guard/src/findKeys.test.ts';
const plugin = 'packages/guard/src/vite/valetkeyGuard.ts';
const pluginTest = 'packages/guard/src/vite/valetkeyGuard.test.ts';

/** Letting keys ship that somebody has written down. */
export const guardMutations: readonly Mutation[] = [
  {
    invariant: 7,
    what: 'Keys of temporary credentials are not looked for.',
    file: patterns,
    find: '(?:AKIA|ASIA|',
    replace: '(?:AKIA|',
    test: { file: patternTest, name: 'of the prefix %s is found wherever it stands' },
  },
  {
    invariant: 7,
    what: 'Whatever has twenty letters in a row counts as a key, so that people switch the search off.',
    file: patterns,
    find: 'entropyOf(id) >= MIN_KEY_ID_ENTROPY',
    replace: 'entropyOf(id) >= 0',
    test: { file: patternTest, name: 'is none when it is %s' },
  },
  {
    invariant: 7,
    what: 'A comment allows a key without saying why.',
    file: 'packages/guard/src/isAllowedAt.ts',
    find: 'const ALLOWED = /valetkey-allow:[ \\t]*[\\p{L}\\d]/u;',
    replace: 'const ALLOWED = /valetkey-allow:/u;',
    test: { file: patternTest, name: 'but not %s' },
  },
  {
    invariant: 7,
    what: 'What is encoded in base64 is not looked into.',
    file: 'packages/guard/src/textLayers.ts',
    find: 'const decoded = decodeBase64(found);',
    replace: "const decoded = decodeBase64('');",
    test: { file: 'packages/guard/src/findLeaks.test.ts', name: 'where it is encoded in base64' },
  },
  {
    invariant: 7,
    what: 'Lint sees what is written and not what constants add up to.',
    file: 'packages/guard/src/eslint/noHardCodedKeys.ts',
    find: '      BinaryExpression: evaluate,\n',
    replace: '',
    test: { file: 'packages/guard/src/eslint/recommended.test.ts', name: 'a key that constants add up to is one too' },
  },
  {
    invariant: 7,
    what: 'A build that would publish a key goes through.',
    file: plugin,
    find: 'if (leaks.length > 0) this.error(',
    replace: 'if (leaks.length > 9) this.error(',
    test: { file: pluginTest, name: 'over a key seeded %s' },
  },
  {
    invariant: 7,
    what: 'A build does not look into its source maps.',
    file: 'packages/guard/src/vite/bundleFiles.ts',
    find: 'return Object.entries(bundle).map(',
    replace: "return Object.entries(bundle).filter(([name]) => !name.endsWith('.map')).map(",
    test: { file: pluginTest, name: 'over a key that only a source map has (%s)' },
  },
  {
    invariant: 7,
    what: 'A build does not know what its environment calls a secret.',
    file: plugin,
    find: '[...(options.also ?? []), ...known]',
    replace: '[...(options.also ?? []), ...known.slice(known.length)]',
    test: { file: pluginTest, name: 'over what variables hold that are named like AWS keys, whatever it looks like and wherever it got to' },
  },
  {
    invariant: 7,
    what: 'A scan that finds a key ends as if it had found none.',
    file: 'packages/cli/src/scanCommand.ts',
    find: 'return result.leaks.length === 0 ? 0 : 1;',
    replace: 'return 0;',
    test: {
      file: 'packages/cli/src/scanCommand.test.ts',
      name: 'ends with 1 and says file, line, column, rule, four characters and what to do where there is one',
    },
  },
];
