import { describe, expect, test } from 'vitest';
import { findKeys } from './findKeys.ts';
import { keyId, secretKey, sessionToken, temporaryKeyId } from './testKit/madeUpKeys.ts';

/** The rules and the texts that they found. */
function found(text: string): readonly (readonly [rule: string, key: string])[] {
  return findKeys(text).map(({ rule, index, length }) => [rule, text.slice(index, index + length)]);
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Random text that is the same in every run (mulberry32). */
function createRandomText(seed: number): (alphabet: string, length: number) => string {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return (alphabet, length) => Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)]).join('');
}

describe('an access key id', () => {
  test.each(['AKIA', 'ASIA', 'ABIA', 'ACCA', 'A3TX'])('of the prefix %s is found wherever it stands', (prefix) => {
    const id = keyId.replace('AKIA', prefix);
    for (const text of [id, `'${id}'`, `id=${id}&`, `AWS_ACCESS_KEY_ID=${id}\n`, `<p>${id}</p>`, `"\\n${id}"`, `key_${id}`, `%22${id}%22`, `\\u0022${id}\\u0022`, `\\x22${id}\\x22`]) {
      expect(found(text), text).toEqual([['access-key-id', id]]);
    }
  });

  test('is found in at least 99.9 % of random ones', () => {
    const random = createRandomText(1);
    const ids = Array.from({ length: 20_000 }, () => `AKIA${random(BASE32, 16)}`);
    expect(ids.filter((id) => findKeys(id).length === 1).length).toBeGreaterThanOrEqual(19_980);
  });

  test.each([
    ['part of a longer word', `X${keyId}`],
    ['followed by more', `${keyId}7`],
    ['too short', keyId.slice(0, -1)],
    ['a row of letters', `AKIA${'A'.repeat(16)}`],
    ['a prefix by itself', "accessKeyId.startsWith('AKIA')"],
    ['of letters that no key has', keyId.replace('Q', '1')],
    ['in small letters', keyId.toLowerCase()],
  ])('is none when it is %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('a secret access key', () => {
  test.each([
    ['after its name', `secretAccessKey: '${secretKey}'`],
    ['in JSON', `{"SecretAccessKey": "${secretKey}"}`],
    ['in a .env file', `AWS_SECRET_ACCESS_KEY=${secretKey}\n`],
    ['in a file of profiles', `aws_secret_access_key = ${secretKey}`],
    ['in the XML of STS', `<SecretAccessKey>${secretKey}</SecretAccessKey>`],
    ['in an attribute', `<Upload secret="${secretKey}" />`],
    ['in JSON within HTML', `data-keys="{&quot;secretAccessKey&quot;:&quot;${secretKey}&quot;}"`],
    ['in JSON within a script', `{\\u0022secretAccessKey\\u0022:\\u0022${secretKey}\\u0022}`],
    ['given to what is named for it', `setSecret(\`${secretKey}\`)`],
  ])('is found %s', (_, text) => {
    expect(found(text)).toEqual([['secret-access-key', secretKey]]);
  });

  test.each([
    ['after', `new Keys('${keyId}', '${secretKey}')`],
    ['before', `new Keys('${secretKey}', '${keyId}')`],
    ['in the file that the IAM console gives', `Access key ID,Secret access key\r\n${keyId},${secretKey}\r\n`],
  ])('is found near a key id, %s', (_, text) => {
    expect(found(text)).toContainEqual(['secret-access-key', secretKey]);
  });

  test('is found in at least 99.8 % of random ones that have a name', () => {
    const random = createRandomText(2);
    const secrets = Array.from({ length: 20_000 }, () => random(BASE64, 40));
    const text = (secret: string): string => `secretAccessKey:"${secret}"`;
    expect(secrets.filter((secret) => findKeys(text(secret)).length === 1).length).toBeGreaterThanOrEqual(19_960);
  });

  test.each([
    ['without a name or a key id', `integrity: '${secretKey}'`],
    ['far from the name', `secret: true, ${' '.repeat(80)}'${secretKey}'`],
    ['far from the key id', `'${keyId.slice(0, 19)}7' ${' '.repeat(200)}'${secretKey}'`],
    ['part of something longer', `secret: '${secretKey}A'`],
    ['a digest in hexadecimal', `secret: '${'0123456789abcdef'.repeat(3).slice(0, 40)}'`],
    ['an identifier', `secret.${secretKey.replace(/\W/g, 'x')}()`],
    ['without capital letters', `secret: '${secretKey.toLowerCase()}'`],
    ['without digits', `secret: '${secretKey.replace(/\d/g, 'g')}'`],
    ['of few different characters', `secret: '${'aB3d'.repeat(10)}'`],
  ])('is none %s', (_, text) => {
    expect(found(text).filter(([rule]) => rule === 'secret-access-key')).toEqual([]);
  });
});

describe('a session token', () => {
  test.each(['IQoJ', 'FwoG'])('that begins with %s is found as a whole literal', (prefix) => {
    const token = sessionToken.replace('IQoJ', prefix);
    for (const whole of [token, `${token}==`]) {
      for (const text of [`'${whole}'`, `"${whole}"`, `&quot;${whole}&quot;`, `AWS_SESSION_TOKEN=${whole}\n`, whole]) {
        expect(found(text), text).toEqual([['session-token', whole]]);
      }
    }
  });

  test.each([
    ['in the middle of what is encoded in base64', `'data:font/woff2;base64,${sessionToken}'`],
    ['short', "'IQoJb3JpZ2luX2Vj'"],
  ])('is none %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });
});

test('several keys are told in the order in which they stand there', () => {
  const text = `{ sessionToken: '${sessionToken}', secretAccessKey: '${secretKey}', accessKeyId: '${temporaryKeyId}' }`;
  expect(found(text).map(([rule]) => rule)).toEqual(['session-token', 'secret-access-key', 'access-key-id']);
});

describe('what AWS shows in its documentation is no key', () => {
  test.each([
    'AKIAIOSFODNN7EXAMPLE',
    'ASIAIOSFODNN7EXAMPLE',
    'secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"',
    `"IQoJb3JpZ2luX2VjEOz////////////////////wEXAMPLEtMSJHMEUCIDoKK3JH9uGQE1z0sINr5M4jk${'+Na8KHDcCYRVjJCZEvOA'.repeat(3)}"`,
  ])('%s', (text) => {
    expect(found(text)).toEqual([]);
  });

  test('but what only ends like it is one', () => {
    const id = `${keyId.slice(0, 13)}EXAMPLE`;
    expect(found(id)).toEqual([['access-key-id', id]]);
  });
});

describe('a comment allows a key', () => {
  test.each([
    ['on its line', `id('${keyId}'); // valetkey-allow: read-only, of a public data set`],
    ['before it', `id(/* valetkey-allow: of a public data set */ '${keyId}');`],
    ['above it', `// valetkey-allow: of a public data set\nid('${keyId}');`],
    ['above it in JSX', `{/* valetkey-allow: of a public data set */}\n<p>${keyId}</p>`],
    ['above it in HTML', `<!-- valetkey-allow: of a public data set -->\n<p>${keyId}</p>`],
    ['above a long line', `// valetkey-allow: of a public data set\n${' '.repeat(900)}id('${keyId}');`],
    ['above it, with the ends of lines of Windows', `a();\r\n// valetkey-allow: of a public data set\r\nid('${keyId}');\r\n`],
    ['above it in a .env file', `# valetkey-allow: öffentlich\nID=${keyId}`],
  ])('%s', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  test.each([
    ['when it gives no reason', `id('${keyId}'); // valetkey-allow:`],
    ['when its reason is a closing mark', `id('${keyId}'); /* valetkey-allow: */`],
    ['when it has no colon', `id('${keyId}'); // valetkey-allow it`],
    ['for the line below, when it belongs to a line of code', `a(); // valetkey-allow: of a public data set\nid('${keyId}');`],
    ['two lines below', `// valetkey-allow: of a public data set\n\nid('${keyId}');`],
    ['on the line below', `id('${keyId}');\n// valetkey-allow: of a public data set`],
    ['far away in a line that is a whole bundle', `/* valetkey-allow: of a public data set */${' '.repeat(200)}'${keyId}'`],
    ['far away in a line that is a whole bundle, below the banner of a package', `/*! valetkey-allow: of a public data set */\n${' '.repeat(1000)}'${keyId}'`],
  ])('but not %s', (_, text) => {
    expect(found(text)).toHaveLength(1);
  });
});

test('the time it takes grows with the text and no faster, whatever seems to begin in it', () => {
  const timeOf = (text: string): number => {
    const start = performance.now();
    findKeys(text);
    return performance.now() - start;
  };
  for (const part of ['=IQoJ', '"FwoG', "'secret:", `"${keyId.slice(0, -1)}`, 'AKIA', 'valetkey-allow:']) {
    // Were it to read every part to the end, this would take minutes.
    expect(timeOf(`${part.repeat(200_000)}!`), part).toBeLessThan(5_000);
  }
});
