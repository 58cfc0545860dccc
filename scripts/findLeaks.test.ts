import { describe, expect, test } from 'vitest';
import { findLeaks } from './findLeaks.mjs';

// Put together here, so that this file holds none.
const KEY_ID = ['AKIA', 'Q3EGRAYZ7MW5', 'LKTU'].join('');
const TEMPORARY_KEY_ID = KEY_ID.replace('AKIA', 'ASIA');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const TOKEN = ['eyJhbGciOiJSUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'c2lnbmF0dXJlLXNpZ25hdHVyZQ'].join('.');
const map = (source: string): string => JSON.stringify({ version: 3, sources: ['../src/a.ts'], sourcesContent: [source] });
const of = (text: string, name = 'a.js'): readonly string[] => findLeaks([{ name, text }]);

describe('a seeded secret is found', () => {
  test.each([
    ['a key id', `const id = '${KEY_ID}';`, 'a.js:1 holds an access key id: AKIA…'],
    ['a temporary key id, in its line', `\n\nid: ${TEMPORARY_KEY_ID}`, 'a.js:3 holds an access key id: ASIA…'],
    ['one in base64', `atob('${base64(`id=${KEY_ID}`)}')`, 'a.js (base64):1 holds an access key id: AKIA…'],
    ['a session token', `'IQoJ${'b3JpZ2luX2Vj'.repeat(20)}'`, 'a.js:1 holds a session token: IQoJ…'],
    ['a JWT', `"${TOKEN}"`, 'a.js:1 holds a token: eyJh…'],
    ['a private key', `-----BEGIN ${'PRIVATE'} KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ'}`, 'a.js:1 holds a private key: ----…'],
  ])('%s', (_, text, leak) => {
    expect(of(text)).toEqual([leak]);
  });

  test('in the sources of a source map, in a file of its own or inline', () => {
    const source = `// first line\nexport const id = '${KEY_ID}';`;
    expect(of(map(source), 'a.js.map')).toContain('a.js.map (../src/a.ts):2 holds an access key id: AKIA…');
    const inline = `//# sourceMappingURL=data:application/json;base64,${base64(map(source))}`;
    expect(of(inline)).toContain('a.js (../src/a.ts):2 holds an access key id: AKIA…');
  });

  test('where it is known', () => {
    expect(findLeaks([{ name: 'a.js', text: 'x\nhunter2hunter2' }], ['hunter2hunter2'])).toEqual(['a.js:2 holds a secret: hunt…']);
    expect(findLeaks([{ name: 'a.js', text: 'x' }], ['hunter2hunter2'])).toEqual([]);
  });
});

test.each([
  ['an example of AWS', 'AKIAIOSFODNN7EXAMPLE'],
  ['part of a longer word', `X${KEY_ID}`],
  ['a row of letters', `AKIA${'A'.repeat(16)}`],
  ['a prefix by itself', "accessKeyId.startsWith('AKIA')"],
  ['a marker by itself', "text.startsWith('-----BEGIN PRIVATE KEY-----')"],
])('%s is none', (_, text) => {
  expect(of(text)).toEqual([]);
});
