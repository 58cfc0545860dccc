import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { measureSize, sizeBudgets } from './checkSizes.mjs';
import { root } from './root.mjs';
import { readSizeRow, writeSizeRow } from './sizeTable.mjs';

/** A size in the documentation may lag behind by this share before it misleads. */
const TOLERANCE = 0.02;

const page = readFileSync(join(root, 'docs/performance.md'), 'utf8');

test.each(sizeBudgets)('docs/performance.md tells the size of $name: `npm run docs` writes it anew', async (entry) => {
  const told = readSizeRow(page, entry.name);
  const { bytes } = await measureSize(entry);
  expect(told?.budget).toBe(entry.budget);
  expect(Math.abs((told?.bytes ?? 0) - bytes)).toBeLessThanOrEqual(bytes * TOLERANCE);
});

test('a size is written into its own row', () => {
  const written = writeSizeRow(page, { name: 'styles.css', bytes: 123, budget: 456 });
  expect(readSizeRow(written, 'styles.css')).toEqual({ name: 'styles.css', bytes: 123, budget: 456 });
  expect(readSizeRow(written, 'Authenticator')).toEqual(readSizeRow(page, 'Authenticator'));
});
