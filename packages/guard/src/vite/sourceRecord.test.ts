import { expect, test } from 'vitest';
import { keyId } from '../testKit/madeUpKeys.ts';
import { createSourceRecord } from './sourceRecord.ts';

const allowed = `// valetkey-allow: of a public data set\n'${keyId}'`;

const source = (text: string, name = 'a.vue') => ({ name, text });

test('a source is what it was when it was last read, and nothing once it is forgotten', () => {
  const sources = createSourceRecord();
  sources.record('/a.vue', source(`'${keyId}'`));
  expect(sources.leaks()).toMatchObject([{ file: 'a.vue', start: 'AKIA' }]);
  sources.record('/a.vue', source(allowed));
  expect(sources.leaks()).toEqual([]);
  expect(sources.allows(keyId)).toBe(true);
  sources.forget('/a.vue');
  expect(sources.allows(keyId)).toBe(false);
  sources.record('/a.vue', source(allowed));
  sources.record('/a.vue', source('export {};'));
  expect(sources.allows(keyId)).toBe(false);
});

test('parts of a file are sources of their own, which go with it', () => {
  const sources = createSourceRecord();
  sources.record('/a.vue', source(allowed));
  sources.record('/a.vue?type=style', source(''));
  expect(sources.allows(keyId)).toBe(true);
  sources.record('/a.vue?type=script', source(`'${keyId}'`));
  sources.record('/a.vue.ts', source(`'${keyId}'`, 'a.vue.ts'));
  sources.forget('/a.vue');
  expect(sources.allows(keyId)).toBe(false);
  expect(sources.leaks().map(({ file }) => file)).toEqual(['a.vue.ts']);
});

test('a key is allowed as a whole', () => {
  const sources = createSourceRecord();
  sources.record('/a.vue', source(allowed));
  expect(sources.allows(keyId.slice(0, -1))).toBe(false);
});
