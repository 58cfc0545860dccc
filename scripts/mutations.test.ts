import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applyMutation } from './mutations/applyMutation.ts';
import { invariants } from './mutations/invariants.ts';
import { mutationPage } from './mutations/mutationPage.ts';
import { mutations } from './mutations/mutations.ts';
import { titlePattern } from './mutations/titlePattern.ts';
import { testTitlesIn } from './namedTests/testTitlesIn.ts';
import { root } from './root.mjs';

/** The fewest ways to break an invariant. */
const FEWEST = 2;

describe('`npm run test:mutations` can be run', () => {
  test.each(mutations)('$what', (mutation) => {
    const text = readFileSync(join(root, mutation.file), 'utf8');
    expect(applyMutation(text, mutation)).not.toBe(text);
    expect(testTitlesIn(mutation.test.file)).toContain(mutation.test.name);
  });

  test.each(Object.keys(invariants))('invariant %s can be broken in more than one way', (number) => {
    expect(mutations.filter(({ invariant }) => invariant === Number(number)).length).toBeGreaterThanOrEqual(FEWEST);
  });
});

test('docs/decisions/0005 says what is broken: `npm run docs` writes it anew', () => {
  expect(readFileSync(join(root, 'docs/decisions/0005-what-breaks-which-test.md'), 'utf8')).toBe(mutationPage());
});

test.each(['b', 'a'])('a mutation whose place is not there, or more than once, is refused (%s)', (find) => {
  const mutation = { invariant: 1, what: '', file: 'a.ts', find, replace: 'c', test: { file: '', name: '' } };
  expect(() => applyMutation('a a', mutation)).toThrow('a.ts holds this');
});

test.each([
  ['obtains %s once (%j)', 'a suite obtains tokens once ({"a":1})', true],
  ['`$name` is refused', '`k` is refused', true],
  ['is asked? (once)', 'is asked! once', false],
  ['is refused', 'is refused twice', false],
])('the title %j fits %j: %s', (written, title, fits) => {
  expect(titlePattern(written).test(title)).toBe(fits);
});
