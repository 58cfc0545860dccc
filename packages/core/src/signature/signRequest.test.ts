import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, test } from 'vitest';
import type { SigningOptions } from './signCanonicalRequest.ts';
import { signRequest, type SignableRequest } from './signRequest.ts';

const REGION = 'eu-west-1';
const signedAt = Date.UTC(2026, 0, 1, 12, 34, 56, 789);

/** One request in the parts it is made of, so that both signers can be given it in their own way. */
interface Sample {
  readonly method: string;
  readonly segments: readonly string[];
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly sessionToken: string | undefined;
  readonly service: string;
}

const escape = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

function credentialsOf({ sessionToken }: Pick<Sample, 'sessionToken'>) {
  return {
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
}

/** What the SDK's own signer makes of it. */
async function oracle(sample: Sample): Promise<Readonly<Record<string, string>>> {
  const { method, segments, query, headers, body, service } = sample;
  const isS3 = service === 's3';
  const signer = new SignatureV4({
    credentials: credentialsOf(sample),
    region: REGION,
    service,
    sha256: Sha256,
    uriEscapePath: !isS3,
    applyChecksum: isS3,
  });
  const names = [...new Set(query.map(([name]) => name))];
  const request = new HttpRequest({
    method,
    path: `/${segments.map(escape).join('/')}`,
    query: Object.fromEntries(names.map((name) => [name, query.filter(([other]) => other === name).map(([, value]) => value)])),
    headers: { ...headers, host: 'api.example.com' },
    body,
  });
  return (await signer.sign(request, { signingDate: new Date(signedAt) })).headers;
}

/** How a caller writes URLs: escaped as AWS does it, as browsers do it, or everything and in lower case. */
const spellings = ['strict', 'browser', 'all'] as const;
type Spelling = (typeof spellings)[number];

const spell: Readonly<Record<Spelling, (text: string) => string>> = {
  strict: escape,
  browser: encodeURIComponent,
  all: (text) => Array.from(new TextEncoder().encode(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
};

function urlOf({ segments, query }: Sample, spelling: Spelling): string {
  const path = segments.map(spell[spelling]).join('/');
  const search =
    spelling === 'browser'
      ? new URLSearchParams(query.map(([name, value]) => [name, value])).toString()
      : query.map(([name, value]) => `${spell[spelling](name)}=${spell[spelling](value)}`).join('&');
  return `https://api.example.com/${path}${search === '' ? '' : `?${search}`}`;
}

function ours(sample: Sample, spelling: Spelling) {
  const { method, headers, body, service } = sample;
  return signRequest(
    { method, url: urlOf(sample, spelling), headers, ...(body === undefined ? {} : { body }) },
    { credentials: credentialsOf(sample), region: REGION, service, signedAt, crypto },
  );
}

/** mulberry32: the same samples in every run. */
function createRandom(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <Value>(values: readonly Value[]): Value => values[below(values.length)]!;
  const list = <Value>(most: number, make: () => Value): readonly Value[] => Array.from({ length: below(most + 1) }, make);
  return { next, below, pick, list };
}

// Reserved and unreserved characters, what browsers escape and what they leave, two to four bytes of UTF-8, and a percent sign.
const CHARACTERS = Array.from("abcXYZ019-_.~!'()*;:@&=+$,#?[]{}|\\^`\"<> %/é€漢🙂\u00a0");

function createSample(random: ReturnType<typeof createRandom>): Sample {
  const text = (most: number, characters: readonly string[] = CHARACTERS): string =>
    random.list(most, () => random.pick(characters)).join('');
  const segment = (): string => {
    const made = text(8);
    // Neither survives in a URL.
    return made === '.' || made === '..' ? 'dots' : made;
  };
  const names = ['content-type', 'X-Custom', 'x-amz-meta-note', 'Range', 'user-agent', 'Accept', 'x-amzn-trace-id', 'Sec-Thing', 'proxy-via'];
  const headers = random.list(5, () => [random.pick(names), text(12, Array.from('ab 1\t;,=é€🙂 '))] as const);
  const distinct = new Map(headers.map(([name, value]) => [name.toLowerCase(), [name, value] as const]));
  return {
    method: random.pick(['GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'PATCH']),
    segments: random.list(5, segment),
    query: random.list(5, () => [random.pick([text(6), 'a', 'a-b', 'prefix', 'X']), text(8)] as const),
    headers: Object.fromEntries(distinct.values()),
    body: random.next() < 0.5 ? undefined : text(40),
    sessionToken: random.next() < 0.2 ? undefined : text(60),
    service: random.pick(['execute-api', 'appsync', 'lambda', 'sts', 's3']),
  };
}

describe('signs as the SDK’s own signer does', () => {
  test('2,000 random requests: same headers, same signature, whoever escaped the URL', async () => {
    const random = createRandom(20_260_101);
    for (let round = 0; round < 2_000; round += 1) {
      const sample = createSample(random);
      const signed = await ours(sample, random.pick(spellings));
      const expected = Object.entries(await oracle(sample)).map(([name, value]) => [name.toLowerCase(), value]);
      const { host, ...rest } = Object.fromEntries(expected) as Record<string, string>;
      expect(host).toBe('api.example.com');
      expect(signed.headers, JSON.stringify(sample)).toEqual(rest);
    }
  });

  test('the URL that is sent is the one that was signed: signing it again changes nothing', async () => {
    const random = createRandom(7);
    for (let round = 0; round < 200; round += 1) {
      const sample = createSample(random);
      const { url, headers } = await ours(sample, 'browser');
      const options = { credentials: credentialsOf(sample), region: REGION, service: sample.service, signedAt, crypto };
      const again = await signRequest({ method: sample.method, url, headers, ...(sample.body === undefined ? {} : { body: sample.body }) }, options);
      expect(again).toEqual({ url, headers });
      expect(new URL(url).href).toBe(url);
    }
  });
});

const options: SigningOptions = { credentials: credentialsOf({ sessionToken: 'tok/en+==' }), region: REGION, service: 'execute-api', signedAt, crypto };

const sign = (request: Partial<SignableRequest>, more: Partial<SigningOptions> = {}) =>
  signRequest({ method: 'GET', url: 'https://api.example.com/', ...request }, { ...options, ...more });

test('the example of the AWS documentation has the documented signature', async () => {
  // IAM User Guide, "Signature calculation examples", GET object with a range.
  const { headers } = await signRequest(
    { method: 'GET', url: 'https://examplebucket.s3.amazonaws.com/test.txt', headers: { Range: 'bytes=0-9' } },
    {
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
      region: 'us-east-1',
      service: 's3',
      signedAt: Date.UTC(2013, 4, 24),
      crypto,
    },
  );
  expect(headers['authorization']).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, ' +
      'SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, ' +
      'Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  );
});

test('only S3 is told the payload’s hash: other services’ CORS rules do not allow that header', async () => {
  expect((await sign({})).headers).not.toHaveProperty('x-amz-content-sha256');
  expect((await sign({}, { service: 's3' })).headers).toHaveProperty('x-amz-content-sha256');
});

test('bytes are signed as the text they spell, and a view as its part of the buffer', async () => {
  const body = 'größe';
  const bytes = new TextEncoder().encode(`..${body}..`);
  const { headers } = await sign({ method: 'POST', body });
  expect((await sign({ method: 'POST', body: bytes.subarray(2, -2) })).headers).toEqual(headers);
});

test('a body that is left unsigned changes nothing', async () => {
  const unsigned = { headers: { 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' } };
  const signed = await sign({ ...unsigned, method: 'PUT', body: 'a' }, { service: 's3' });
  expect(await sign({ ...unsigned, method: 'PUT', body: 'b' }, { service: 's3' })).toEqual(signed);
  expect(signed.headers['x-amz-content-sha256']).toBe('UNSIGNED-PAYLOAD');
});

test('a port is part of the host, a default port is not; the fragment goes', async () => {
  const at = async (url: string): Promise<string | undefined> => (await sign({ url })).headers['authorization'];
  expect(await at('https://api.example.com:443/a#b')).toBe(await at('https://api.example.com/a'));
  expect(await at('https://api.example.com:8443/a')).not.toBe(await at('https://api.example.com/a'));
});

test('a key is derived once for a day, region and service, and signs for no other', async () => {
  const scopes: readonly Partial<SigningOptions>[] = [
    {},
    { region: 'us-east-1' },
    { service: 'lambda' },
    { signedAt: signedAt + 86_400_000 },
    { credentials: { ...options.credentials, secretAccessKey: 'another' } },
  ];
  const inTurn: unknown[] = [];
  for (const more of [...scopes, ...scopes]) inTurn.push(await sign({}, more));
  const fresh = (more: Partial<SigningOptions>) => sign({}, { ...more, credentials: { ...options.credentials, ...more.credentials } });
  const alone = await Promise.all([...scopes, ...scopes].map(fresh));
  expect(inTurn).toEqual(alone);
  expect(new Set(alone.map(({ headers }) => headers['authorization'])).size).toBe(5);

  const { crypto: counted, imports } = watchImports();
  const credentials = { ...options.credentials };
  for (let round = 0; round < 3; round += 1) await sign({}, { credentials, crypto: counted });
  // One for the secret, four for the parts of the scope.
  expect(imports).toHaveLength(5);
});

test('what is left of an earlier signature goes', async () => {
  const credentials = credentialsOf({ sessionToken: undefined });
  const clean = await sign({}, { credentials });
  const headers = { Authorization: 'a', Date: 'b', Host: 'c', 'X-Amz-Date': 'd', 'X-Amz-Security-Token': 'e' };
  expect(await sign({ headers }, { credentials })).toEqual(clean);
  expect(Object.keys(clean.headers).sort()).toEqual(['authorization', 'x-amz-date']);
});

test('a plain-http page is told why it cannot sign', async () => {
  await expect(sign({}, { crypto: undefined })).rejects.toMatchObject({ code: 'WEB_CRYPTO_MISSING' });
});

test('the URL holds nothing of the signature, and the signing key cannot be read', async () => {
  const { url } = await sign({ url: 'https://api.example.com/a?b=c' });
  expect(url).toBe('https://api.example.com/a?b=c');
  const { crypto: watched, imports } = watchImports();
  await sign({}, { credentials: { ...options.credentials }, crypto: watched });
  expect(imports.map(({ extractable }) => extractable)).not.toContain(true);
});

/** Web Crypto that remembers the keys it has imported. */
function watchImports() {
  const imports: CryptoKey[] = [];
  const subtle = new Proxy(crypto.subtle, {
    get: (target, name: keyof SubtleCrypto) =>
      name === 'importKey'
        ? async (...call: Parameters<SubtleCrypto['importKey']>) => {
            const key = await target.importKey(...call);
            imports.push(key);
            return key;
          }
        : (target[name] as (...call: unknown[]) => unknown).bind(target),
  });
  return { crypto: { subtle } as Crypto, imports };
}
