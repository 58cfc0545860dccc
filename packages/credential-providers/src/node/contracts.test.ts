import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as exported from './index.ts';

test.each(Object.keys(exported).filter((name) => name.startsWith('from')))('%s runs the contract of providers', (name) => {
  expect(readFileSync(new URL(`${name}.test.ts`, import.meta.url), 'utf8')).toContain(`describeCredentialProviderContract('${name}'`);
});
