import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { root } from './root.mjs';

const commands = Object.values(manifest.scripts).flatMap((script) => /^node (scripts\/\S+)/.exec(script)?.[1] ?? []);

// What a file needs before its first line runs: dynamic imports come later.
const STATIC_IMPORT = /^(?:import|export)\s(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;

/** Packages that a script and all it imports need before any of it runs. */
function packagesNeededBy(file: string, seen: Set<string> = new Set()): readonly string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  return [...readFileSync(file, 'utf8').matchAll(STATIC_IMPORT)].flatMap(([, specifier = '']) => {
    if (specifier.startsWith('.')) return packagesNeededBy(join(dirname(file), specifier), seen);
    return isBuiltin(specifier) ? [] : [`${relative(root, file)} imports ${specifier}`];
  });
}

test.each(commands)('%s runs in a fresh clone: it imports nothing that has to be installed first', (script) => {
  expect(packagesNeededBy(join(root, script))).toEqual([]);
});

test('there are commands to look at', () => {
  expect(commands).toContain('scripts/start.mjs');
  expect(commands).toContain('scripts/test.mjs');
});
