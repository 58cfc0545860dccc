import { expect, test } from 'vitest';
import { createConfigKey } from './configKey.ts';

test('equal options have one key, in whatever order they are written', () => {
  const key = createConfigKey();
  expect(key({ region: 'eu-west-1', retry: { max: 2, modes: ['a', 'b'] } })).toBe(
    key({ retry: { modes: ['a', 'b'], max: 2 }, region: 'eu-west-1' }),
  );
});

test.each([
  [{ region: 'a' }, { region: 'b' }],
  [{ max: 1 }, { max: '1' }],
  [{ list: ['a', 'b'] }, { list: ['a,b'] }],
  [{ a: { b: 1 } }, { a: 1, b: 1 }],
  [{ on: () => 1 }, { on: () => 1 }],
  [{ at: new Date(0) }, { at: new Date(0) }],
])('%# different options have different keys', (one, other) => {
  const key = createConfigKey();
  expect(key(one)).not.toBe(key(other));
  expect(key(one)).toBe(key(one));
});

test('a key never holds the content of credentials', () => {
  const key = createConfigKey();
  const credentials = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'canary-secret' };
  expect(key({ credentials })).not.toContain('canary');
  expect(key({ credentials })).toBe(key({ credentials }));
});
