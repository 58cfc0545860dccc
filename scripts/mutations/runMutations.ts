import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runCommand } from '../runCommand.mjs';
import { root } from '../root.mjs';
import type { Mutation } from './mutations.ts';
import { titlePattern } from './titlePattern.ts';

/** What vitest's JSON reporter writes, as far as it is read. */
interface Report {
  readonly testResults: readonly {
    /** The file's full path. */
    readonly name: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

type NamedTest = Mutation['test'];

/**
 * Runs the tests that mutations name on the code as it is, then each on the code that its mutation breaks.
 * @param onResult - Told of each mutation, with what is wrong with it: nothing when its test passes without it and fails with it.
 */
export async function runMutations(
  chosen: readonly Mutation[],
  onResult: (mutation: Mutation, wrong: string | undefined) => void,
): Promise<void> {
  const asItIs = await runTests(chosen.map(({ test }) => test));
  for (const mutation of chosen) onResult(mutation, await judge(mutation, asItIs(mutation.test)));
}

async function judge(mutation: Mutation, asItIs: readonly string[]): Promise<string | undefined> {
  if (asItIs.includes('failed')) return 'its test fails on the code as it is';
  if (!asItIs.includes('passed')) return 'its test did not run on the code as it is';
  const mutated = (await runTests([mutation.test], mutation))(mutation.test);
  if (mutated.includes('failed')) return undefined;
  return mutated.includes('passed') ? 'its test passes all the same' : 'the mutated code does not load';
}

/** Runs tests and gives what became of each, by every name under which it ran. */
async function runTests(tests: readonly NamedTest[], mutation?: Mutation): Promise<(test: NamedTest) => readonly string[]> {
  const folder = join(root, '.cache');
  const file = join(folder, `mutation-${process.pid}.json`);
  mkdirSync(folder, { recursive: true });
  const files = [...new Set(tests.map((test) => test.file))];
  const names = tests.map((test) => titlePattern(test.name).source).join('|');
  const options = ['--config', 'scripts/mutations/vitest.config.ts', '--reporter', 'json', '--outputFile', file];
  const env = mutation === undefined ? {} : { VALETKEY_MUTATION: JSON.stringify(mutation) };
  const { output } = await runCommand('vitest', ['run', ...files, '--testNamePattern', names, ...options], { quiet: true, env });
  const { testResults } = readReport(file, output);
  rmSync(file);
  return ({ file: path, name }) =>
    testResults
      .filter((result) => relative(root, result.name) === path)
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ title }) => new RegExp(`^${titlePattern(name).source}`, 's').test(title))
      .map(({ status }) => status);
}

function readReport(file: string, output: string): Report {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    throw new Error(`vitest could not run:\n${output}`);
  }
}
