import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSync, Visitor } from 'vite';
import { root } from '../root.mjs';

const CONTRACTS = '@valetkey/testing/contracts';
const CONTRACTS_FOLDER = 'packages/testing/src/contracts';

/**
 * The titles of all tests that a file runs, as they are written (`'%s is refused'`): its own, and those of the suites it calls,
 * which are named `describeThis` or `describeThat`. A test that is skipped or still to be written is none.
 * @param path - Within the repository.
 */
export function testTitlesIn(path: string): ReadonlySet<string> {
  return collect(path, new Set());
}

function collect(path: string, seen: Set<string>): ReadonlySet<string> {
  const file = join(root, path);
  if (seen.has(path) || !existsSync(file)) return new Set();
  seen.add(path);
  const text = readFileSync(file, 'utf8');
  const { program } = parseSync(file, text);
  const titles = new Set<string>();
  const suites: string[] = [];

  new Visitor({
    CallExpression({ callee, arguments: [first] }) {
      const called = text.slice(callee.start, callee.end);
      if (!/^(test|it)\b/.test(called) || /^\w+\.(?:\w+\.)*(skip|todo)\b/.test(called) || first === undefined) return;
      const written = text.slice(first.start, first.end);
      // What `test.each` is given is no title; what its result is given is.
      if (first.type === 'Literal' && typeof first.value === 'string') titles.add(first.value);
      else if (first.type === 'TemplateLiteral') titles.add(written.slice(1, -1));
    },
    ImportDeclaration({ source, specifiers }) {
      const called = specifiers.map(({ local }) => local.name).filter((name) => /^describe[A-Z]/.test(name));
      if (source.value === CONTRACTS) suites.push(...called.map((name) => `${CONTRACTS_FOLDER}/${name}.ts`));
      else if (source.value.startsWith('.') && called.length > 0) suites.push(join(dirname(path), source.value));
    },
  }).visit(program);

  return new Set([...titles, ...suites.flatMap((suite) => [...collect(suite, seen)])]);
}
