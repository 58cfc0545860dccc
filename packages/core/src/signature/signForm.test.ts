import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, test } from 'vitest';
import { signForm } from './signForm.ts';

const FORM = 'application/x-www-form-urlencoded';

/** mulberry32: the same samples in every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

const random = createRandom(7);
const CHARACTERS = Array.from("abcXYZ019-_.~!'()*;:@&=+$,/?#[]%{}\" €é漢🙂");
const text = (most: number): string => Array.from({ length: random(most) + 1 }, () => CHARACTERS[random(CHARACTERS.length)]).join('');
const base64 = (most: number): string => btoa(String.fromCharCode(...Array.from({ length: random(most) + 1 }, () => random(256))));

function createSample() {
  const body = new URLSearchParams([
    ['Action', 'AssumeRole'],
    ...Array.from({ length: random(6) }, () => [text(8), text(60)]),
  ]).toString();
  const port = random(3) === 0 ? `:${random(60_000) + 1}` : '';
  const region = ['eu-west-1', 'us-gov-west-1', 'cn-north-1'][random(3)] ?? '';
  return {
    endpoint: `https://sts.${region}.amazonaws.com${port}/${['', 'aws/'][random(2)]}`,
    body,
    region,
    signedAt: Date.UTC(2020 + random(20), random(12), random(28) + 1, random(24), random(60), random(60), random(1_000)),
    credentials: {
      accessKeyId: `ASIA${base64(16).replace(/\W/g, '')}`,
      secretAccessKey: base64(40),
      ...(random(3) === 0 ? {} : { sessionToken: base64(400) }),
    },
  };
}

describe('signForm', () => {
  test('signs 500 random forms as the SDK’s own signer does', async () => {
    for (let round = 0; round < 500; round += 1) {
      const { endpoint, body, region, signedAt, credentials } = createSample();
      const signer = new SignatureV4({ credentials, region, service: 'sts', sha256: Sha256, applyChecksum: false });
      const { host, pathname } = new URL(endpoint);
      const { headers } = await signer.sign(
        new HttpRequest({ method: 'POST', protocol: 'https:', path: pathname, headers: { 'content-type': FORM, host }, body }),
        { signingDate: new Date(signedAt) },
      );
      const { host: _, 'content-type': contentType, ...expected } = headers;
      expect(contentType).toBe(FORM);
      expect(await signForm(endpoint, FORM, body, { credentials, region, service: 'sts', signedAt, crypto })).toEqual(expected);
    }
  });

  test('says on a plain-http page why it cannot', async () => {
    const credentials = { accessKeyId: 'ASIA', secretAccessKey: 'secret' };
    const options = { credentials, region: 'eu-west-1', service: 'sts', signedAt: 0, crypto: undefined };
    await expect(signForm('https://sts.test/', FORM, '', options)).rejects.toMatchObject({ code: 'WEB_CRYPTO_MISSING' });
  });
});
