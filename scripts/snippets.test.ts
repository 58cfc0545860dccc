import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './root.mjs';

/** The most lines in which the README may show an app. */
const MAX_APP_LINES = 17;

// A comment that names a file, then the fenced code that must equal it.
const SNIPPET = /<!-- ((?:docs\/snippets|examples)\/\S+) -->\n```\w+\n([\s\S]*?)```/g;

const pages = ['README.md', ...filesOf('docs').filter((path) => path.endsWith('.md'))];
const snippets = pages.flatMap((page) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(SNIPPET)].map(([, path = '', code = '']) => ({ page, path, code })),
);

describe('code in the documentation is the code that is compiled', () => {
  test.each(snippets)('$path in $page', ({ path, code }) => {
    expect(code).toBe(readFileSync(join(root, path), 'utf8'));
  });

  test('every snippet is shown somewhere', () => {
    const shown = snippets.map(({ path }) => path).filter((path) => path.startsWith('docs/'));
    expect(shown.toSorted()).toEqual(filesOf('docs/snippets').toSorted());
  });
});

test(`the README shows the app in at most ${MAX_APP_LINES} lines`, () => {
  const app = snippets.find(({ page }) => page === 'README.md');
  expect(app?.code.split('\n').filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(MAX_APP_LINES);
});

function filesOf(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/'));
}
