import { describe, expect, test } from 'vitest';
import { findLeaks } from './findLeaks.mjs';

// Put together here, so that this file holds none.
const KEY_ID = ['AKIA', 'Q3EGRAYZ7MW5', 'LKTU'].join('');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const TOKEN = ['eyJhbGciOiJSUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'c2lnbmF0dXJlLXNpZ25hdHVyZQ'].join('.');
const map = (source: string): string => JSON.stringify({ version: 3, sources: ['../src/a.ts'], sourcesContent: [source] });
const of = (text: string, name = 'a.js'): Promise<readonly string[]> => findLeaks([{ name, text }]);

describe('a seeded secret is found', () => {
  test.each([
    ['a key id', `const id = '${KEY_ID}';`, 'a.js:1:13 access-key-id AKIA…'],
    ['one in base64', `atob('${base64(`id=${KEY_ID}`)}')`, 'a.js:1:7 access-key-id AKIA… (in base64)'],
    ['a JWT', `\n"${TOKEN}"`, 'a.js:2:2 token eyJh…'],
    ['a private key', `-----BEGIN ${'PRIVATE'} KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ'}`, 'a.js:1:1 private-key ----…'],
  ])('%s', async (_, text, leak) => {
    expect(await of(text)).toEqual([leak]);
  });

  test('in the sources of a source map, in a file of its own or inline', async () => {
    const source = `// first line\nexport const id = '${KEY_ID}';`;
    expect(await of(map(source), 'a.js.map')).toEqual(['a.js.map (../src/a.ts):2:20 access-key-id AKIA…']);
    const inline = `//# sourceMappingURL=data:application/json;base64,${base64(map(source))}`;
    expect(await of(inline)).toEqual(['a.js (../src/a.ts):2:20 access-key-id AKIA…']);
  });

  test('where it is known', async () => {
    const secret = 'hunter.2hunter+2';
    expect(await findLeaks([{ name: 'a.js', text: `x\n${secret}` }], [secret])).toEqual(['a.js:2:1 known-secret hunt…']);
    expect(await findLeaks([{ name: 'a.js', text: 'x' }], [secret])).toEqual([]);
  });
});

test.each([
  ['an example of AWS', 'AKIAIOSFODNN7EXAMPLE'],
  ['a marker by itself', "text.startsWith('-----BEGIN PRIVATE KEY-----')"],
])('%s is none', async (_, text) => {
  expect(await of(text)).toEqual([]);
});
