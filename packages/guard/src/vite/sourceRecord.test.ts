import { expect, test } from 'vitest';
import { keyId } from '../testKit/madeUpKeys.ts';
import { createSourceRecord } from './sourceRecord.ts';

const allowed = `// valetkey-allow: of a public data set\n'${keyId}'`;

test('a source is what it was when it was last read, and nothing once it is forgotten', () => {
  const sources = createSourceRecord();
  sources.record('a.ts', `'${keyId}'`);
  expect(sources.leaks()).toMatchObject([{ file: 'a.ts', start: 'AKIA' }]);
  sources.record('a.ts', allowed);
  expect(sources.leaks()).toEqual([]);
  expect(sources.allows(keyId)).toBe(true);
  sources.forget('a.ts');
  expect(sources.allows(keyId)).toBe(false);
  sources.record('a.ts', allowed);
  sources.record('a.ts', 'export {};');
  expect(sources.allows(keyId)).toBe(false);
});

test('a key is allowed as a whole', () => {
  const sources = createSourceRecord();
  sources.record('a.ts', allowed);
  expect(sources.allows(keyId.slice(0, -1))).toBe(false);
});
