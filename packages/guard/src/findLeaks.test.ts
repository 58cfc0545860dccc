import { describe, expect, test } from 'vitest';
import { findLeaks } from './findLeaks.ts';
import { base64, keyId, secretKey, sessionToken } from './testKit/madeUpKeys.ts';

const of = (text: string, name = 'a.js') => findLeaks([{ name, text }]);
const map = (source: string): string => JSON.stringify({ version: 3, sources: ['../src/a.ts'], sourcesContent: [source] });
const id = { rule: 'access-key-id', start: 'AKIA' };

describe('a key is found', () => {
  test('in its file, line and column', () => {
    expect(of(`// first line\n  id = '${keyId}';`)).toEqual([{ file: 'a.js', line: 2, column: 9, ...id }]);
    expect(of(keyId)).toEqual([{ file: 'a.js', line: 1, column: 1, ...id }]);
  });

  test.each([
    ['two literals', `x;\nid('${keyId.slice(0, 4)}' + "${keyId.slice(4)}")`, { line: 2, column: 5 }],
    ['many, over lines, after others', `'a' + 'b';\n\`${keyId.slice(0, 2)}\`\n  + "${keyId.slice(2, 9)}"+'${keyId.slice(9)}'`, { line: 2, column: 2 }],
  ])('where it is added up of %s', (_, text, place) => {
    expect(of(text)).toEqual([{ file: 'a.js', ...place, ...id }]);
  });

  test('where it is encoded in base64', () => {
    expect(of(`x;\nid(atob('${base64(keyId)}'))`)).toEqual([{ file: 'a.js', line: 2, column: 10, ...id, encoded: true }]);
    // With a character left over that is no whole byte.
    expect(of(`'${base64(`${keyId}x`)}Q'`)).toMatchObject([{ ...id, encoded: true }]);
    expect(of(`'${base64(`{"id":"${keyId}"}`)}'`)).toMatchObject([{ ...id, encoded: true }]);
  });

  test('where it is encoded in base64 and its name is not', () => {
    const leak = { rule: 'secret-access-key', start: secretKey.slice(0, 4), encoded: true };
    expect(of(`{ secretAccessKey: atob('${base64(secretKey)}') }`)).toMatchObject([leak]);
    expect(of(`{ secretAccessKey: atob('${base64(secretKey).slice(0, 9)}' + '${base64(secretKey).slice(9)}') }`)).toMatchObject([leak]);
    expect(of(`{ sessionToken: atob('${base64(sessionToken)}') }`)).toMatchObject([{ rule: 'session-token', start: 'IQoJ' }]);
  });

  test('in the sources of a source map, in a file of its own or inline', () => {
    const source = `// first line\nexport const id = '${keyId}';`;
    const place = { source: '../src/a.ts', line: 2, column: 20, ...id };
    expect(of(map(source), 'a.js.map')).toEqual([{ file: 'a.js.map', ...place }]);
    expect(of(`//# sourceMappingURL=data:application/json;base64,${base64(map(source))}`)).toEqual([{ file: 'a.js', ...place }]);
  });

  test('in what only looks like a source map', () => {
    expect(of(`{"sourcesContent": ["${keyId}"`)).toMatchObject([id]);
    expect(of(`{"sections": [{"map": ${map(keyId)}}]}`)).toMatchObject([id]);
  });
});

test('a key is told once for each place', () => {
  const part = `'${keyId.slice(0, 4)}' + '${keyId.slice(4)}'`;
  expect(of(`'a' + 'b'; '${keyId}'; '${keyId}'; ${part};`).map(({ column }) => column)).toEqual([13, 37, 61]);
  expect(of(`'${base64('hello world, hello world')}'; '${keyId}'; '${base64('hello world, hello world')}'`)).toHaveLength(1);
});

test('what a key is called is not lost to a pattern that finds it as well', () => {
  const also = [{ rule: 'canary', pattern: /AKIA\w+/g }];
  expect(findLeaks([{ name: 'a.js', text: keyId }], { also }).map(({ rule }) => rule)).toEqual(['access-key-id']);
});

test('a report holds four characters of a key', () => {
  const leaks = of(`'${keyId}', '${secretKey}', '${sessionToken}', '${base64(secretKey)}', '${base64(keyId)}'`);
  expect(leaks.length).toBeGreaterThanOrEqual(4);
  for (const key of [keyId, secretKey, sessionToken]) expect(JSON.stringify(leaks)).not.toContain(key.slice(0, 5));
});

test('what a comment allows is allowed where it is encoded or added up as well', () => {
  expect(of(`// valetkey-allow: of a public data set, ${'long '.repeat(30)}\nid(atob('${base64(keyId)}'))`)).toEqual([]);
  expect(of(`// valetkey-allow: of a public data set\nid('${keyId.slice(0, 4)}' + '${keyId.slice(4)}')`)).toEqual([]);
});

test('patterns of one’s own are looked for in every layer', () => {
  const canary = 'hunter2hunter2hunter2';
  const files = [{ name: 'a.js', text: `x\n${canary}, 'hunter2' + '${canary.slice(7)}', '${base64(canary)}'` }, { name: 'b.js', text: 'x' }];
  expect(findLeaks(files, { also: [{ rule: 'canary', pattern: /(?:hunter2){3}/g }] })).toMatchObject([
    { file: 'a.js', line: 2, column: 1, rule: 'canary', start: 'hunt' },
    { line: 2, column: 25 },
    { line: 2, column: 55, encoded: true },
  ]);
});

test('a pattern of one’s own need not be global, and what it matches must be something', () => {
  const also = [{ rule: 'canary', pattern: /canary|x*/ }];
  expect(findLeaks([{ name: 'a.js', text: 'canary, canary' }], { also }).map(({ column }) => column)).toEqual([1, 9]);
});

test('what is asked whether a key may be there is given the whole key, however it is written', () => {
  const asked: string[] = [];
  const allows = (key: string): boolean => asked.push(key) > 0;
  const text = `'${keyId}', '${keyId.slice(0, 4)}' + '${keyId.slice(4)}', '${base64(keyId)}'`;
  expect(findLeaks([{ name: 'a.js', text }], { allows })).toEqual([]);
  expect(new Set(asked)).toEqual(new Set([keyId]));
});
