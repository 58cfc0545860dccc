import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorText } from '@valetkey/core';
import { expect, test } from 'vitest';
import { errorPage } from './errorPage.ts';
import { root } from './root.mjs';

test('docs/errors.md says what the code says: `npm run docs` writes it anew', () => {
  expect(readFileSync(join(root, 'docs/errors.md'), 'utf8')).toBe(errorPage());
});

test('every code has a section of its own', () => {
  for (const code of Object.keys(errorText)) expect(errorPage()).toContain(`\n## ${code}\n`);
});
