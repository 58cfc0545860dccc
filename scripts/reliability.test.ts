import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { testTitlesIn } from './namedTests/testTitlesIn.ts';
import { root } from './root.mjs';

// The numbers of the two lists that the page answers.
const FAULTS = [...range(1, 36), 38, 39];
const BEHAVIOURS = [
  ...range(1, 12), ...range(14, 21), 24, ...range(26, 30), 32, 33, ...range(37, 40), ...range(42, 48), ...range(50, 53), ...range(56, 58),
];

interface Row {
  readonly number: number;
  readonly by: string;
  readonly tests: readonly { readonly title: string; readonly file: string }[];
}

const [, faults = '', behaviours = ''] = readFileSync(join(root, 'docs/reliability.md'), 'utf8').split(/^## /m);

describe.each([
  { list: 'faults', section: faults, numbers: FAULTS },
  { list: 'behaviours', section: behaviours, numbers: BEHAVIOURS },
])('docs/reliability.md, $list', ({ section, numbers }) => {
  const rows = rowsOf(section);

  test('has a row for each number, in order', () => {
    expect(rows.map(({ number }) => number)).toEqual(numbers);
  });

  test.each(rows)('$number names tests that exist, or what it comes with', ({ by, tests }) => {
    if (tests.length === 0) expect(by).toMatch(/^Comes with .+\.$/);
    for (const { title, file } of tests) expect([...testTitlesIn(file)], file).toContain(title);
  });
});

function rowsOf(section: string): readonly Row[] {
  return [...section.matchAll(/^\| (\d+)(?: †)? \| .+? \| (.+) \|$/gm)].map(([, number, by = '']) => ({
    number: Number(number),
    by,
    tests: [...by.matchAll(/\[(.+?)\]\(\.\.\/([^)]+)\)/g)].map(([, title = '', file = '']) => ({ title, file })),
  }));
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
