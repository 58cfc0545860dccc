import { KeyObject } from 'node:crypto';
import { AssumeRoleWithSAMLCommand, type AssumeRoleWithSAMLCommandInput } from '@aws-sdk/client-sts';
import { DOMParser } from '@xmldom/xmldom';
import { importJWK, type CryptoKey } from 'jose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SignedXml } from 'xml-crypto';
import { createEmulator, type EmulatorSeed, type EmulatorState, type SamlResponseOptions } from '../index.ts';
import { createForeignIdp } from '../saml/foreignIdp.test.fixture.ts';
import { allow, buckets, createStsAccount, keysOf, policyOf, refusalOf, roleArnOf, roleOf, type StsAccount } from './stsAccount.test.fixture.ts';

const office = 'arn:aws:iam::000000000000:saml-provider/Office';
const partner = 'arn:aws:iam::000000000000:saml-provider/Partner';
const signInUrl = 'https://signin.aws.amazon.com/saml';
const attribute = 'https://aws.amazon.com/SAML/Attributes';
const trust = (provider: string) => ({
  Principal: { Federated: provider },
  Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
  Condition: { StringEquals: { 'SAML:aud': signInUrl } },
});
const foreign = await createForeignIdp();
const seed: EmulatorSeed = {
  buckets,
  samlProviders: [
    { name: 'Office', entityId: 'https://idp.office.example' },
    { name: 'Partner', entityId: 'https://idp.partner.example', certificates: [foreign.certificate] },
  ],
  roles: [
    roleOf('editor', trust(office), { maxSessionDurationSeconds: 7200 }),
    roleOf('partner', trust(partner)),
    roleOf('by-subject', { ...trust(office), Condition: { StringLike: { 'saml:sub': '*@office.example' } } }),
    roleOf('tagged', trust(office), {
      policies: [policyOf({ ...allow('s3:ListBucket'), Condition: { StringLike: { 's3:prefix': ['${aws:PrincipalTag/team}/*', '${saml:sub}/*'] } } })],
    }),
  ],
};

let prepared: EmulatorState;
let aws: StsAccount;

beforeAll(async () => {
  const emulator = createEmulator({ seed });
  await emulator.prepareKeys();
  prepared = emulator.exportState();
});

beforeEach(() => {
  aws = createStsAccount(seed, prepared);
});

const respond = (options: Partial<SamlResponseOptions> = {}) =>
  aws.emulator.admin.issueSamlResponse({
    provider: 'Office',
    subject: 'ada@office.example',
    roles: ['editor', 'by-subject', 'tagged'].map(roleArnOf),
    ...options,
  });
const assume = (SAMLAssertion: string, role = 'editor', rest: Partial<AssumeRoleWithSAMLCommandInput> = {}) =>
  aws.sts().send(new AssumeRoleWithSAMLCommand({ RoleArn: roleArnOf(role), PrincipalArn: office, SAMLAssertion, ...rest }));
const decode = (response: string) => Buffer.from(response, 'base64').toString('utf8');
const encode = (xml: string) => Buffer.from(xml, 'utf8').toString('base64');

/** What an identity provider elsewhere would send, not signed yet. */
function partnerResponse(subject = 'grace'): string {
  const at = (offsetMs: number) => new Date(aws.emulator.clock.now() + offsetMs).toISOString();
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:xs="http://www.w3.org/2001/XMLSchema" ID="_response" Version="2.0" IssueInstant="${at(0)}">
  <saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">https://idp.partner.example</saml:Issuer>
  <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
  <Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_assertion" Version="2.0" IssueInstant="${at(0)}">
    <Issuer>https://idp.partner.example</Issuer>
    <Subject>
      <NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${subject}</NameID>
      <SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
        <SubjectConfirmationData NotOnOrAfter="${at(60_000)}" Recipient="${signInUrl}"/>
      </SubjectConfirmation>
    </Subject>
    <Conditions NotBefore="${at(-60_000)}" NotOnOrAfter="${at(60_000)}"><AudienceRestriction><Audience>urn:amazon:webservices</Audience></AudienceRestriction></Conditions>
    <AttributeStatement>
      <Attribute Name="${attribute}/Role"><AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">${partner},${roleArnOf('partner')}</AttributeValue></Attribute>
      <Attribute Name="${attribute}/RoleSessionName"><AttributeValue>${subject}</AttributeValue></Attribute>
    </AttributeStatement>
  </Assertion>
</samlp:Response>`;
}

describe('AssumeRoleWithSAML', () => {
  it('gives credentials of a role the response names and that trusts the provider', async () => {
    const answer = await assume(await respond(), 'editor', { DurationSeconds: 7200 });
    expect(answer).toMatchObject({
      AssumedRoleUser: { Arn: 'arn:aws:sts::000000000000:assumed-role/editor/ada@office.example' },
      Subject: 'ada@office.example',
      SubjectType: 'persistent',
      Issuer: 'https://idp.office.example',
      Audience: signInUrl,
      NameQualifier: expect.stringMatching(/^[\w+/]{27}=$/),
    });
    expect(answer.Credentials?.Expiration).toEqual(new Date((Math.floor(aws.emulator.clock.now() / 1000) + 7200) * 1000));
    expect(await aws.listBucket(keysOf(answer), 'album')).toBe('allowed');
  });

  it('makes attributes tags of the session, and the subject a policy variable', async () => {
    const keys = keysOf(await assume(await respond({ attributes: { [`${attribute}/PrincipalTag:team`]: 'red' } }), 'tagged'));
    expect(await aws.listBucket(keys, 'album', 'red/')).toBe('allowed');
    expect(await aws.listBucket(keys, 'album', 'ada@office.example/')).toBe('allowed');
    expect(await aws.listBucket(keys, 'album', 'blue/')).toBe('AccessDenied');
  });

  it('narrows the session by a policy', async () => {
    const Policy = JSON.stringify(policyOf(allow('s3:ListBucket', 'arn:aws:s3:::album')));
    const answer = await assume(await respond(), 'editor', { Policy });
    expect(answer.PackedPolicySize).toBeGreaterThan(0);
    expect(await aws.listBucket(keysOf(answer), 'other')).toBe('AccessDenied');
  });

  it('ends the session with that of the provider', async () => {
    const answer = await assume(await respond({ sessionSeconds: 1000 }));
    const seconds = (answer.Credentials!.Expiration!.getTime() - aws.emulator.clock.now()) / 1000;
    expect(seconds).toBeGreaterThan(997);
    expect(seconds).toBeLessThanOrEqual(1000);
  });

  it('refuses roles the response does not name, or that do not trust the provider, the audience or the subject', async () => {
    const denied = { code: 'AccessDenied', status: 403, message: 'Not authorized to perform sts:AssumeRoleWithSAML' };
    expect(await refusalOf(assume(await respond({ roles: [] })))).toEqual(denied);
    expect(await refusalOf(assume(await respond({ roles: [roleArnOf('partner')] }), 'partner'))).toEqual(denied);
    expect(await refusalOf(assume(await respond({ recipient: 'https://eu-west-1.signin.aws.amazon.com/saml' })))).toEqual(denied);
    expect(await refusalOf(assume(await respond({ subject: 'ada@evil.example' }), 'by-subject'))).toEqual(denied);
    expect((await refusalOf(assume(await respond(), 'by-subject'))).code).toBe('allowed');
  });

  it('takes a response for five minutes', async () => {
    const response = await respond({ lifetimeSeconds: 3600 });
    aws.emulator.clock.advance(295_000);
    expect((await refusalOf(assume(response))).code).toBe('allowed');
    aws.emulator.clock.advance(5000);
    expect(await refusalOf(assume(response))).toEqual({
      code: 'ExpiredTokenException',
      status: 400,
      message: 'Token must be redeemed within 5 minutes of issuance',
    });
    const short = await respond({ lifetimeSeconds: 10 });
    aws.emulator.clock.advance(10_000);
    expect((await refusalOf(assume(short))).code).toBe('ExpiredTokenException');
    const early = await respond();
    aws.emulator.clock.advance(-301_000);
    expect((await refusalOf(assume(early))).code).toBe('ExpiredTokenException');
  });

  it('refuses what is no response for AWS, and never shows it', async () => {
    const noName = await respond({ attributes: { [`${attribute}/RoleSessionName`]: [] } });
    const cases: readonly [string, Partial<AssumeRoleWithSAMLCommandInput>, string][] = [
      ['!!!!', {}, 'Invalid base64 SAMLResponse'],
      [encode('<Response>'), {}, 'Invalid SAMLResponse: it must be a Response in XML, without document type'],
      [encode(`<!DOCTYPE r [<!ENTITY e "x">]>${decode(await respond())}`), {}, 'Invalid SAMLResponse: it must be a Response in XML, without document type'],
      [await respond({ audience: 'https://elsewhere.example' }), {}, 'Invalid audience or recipient in AuthnResponse'],
      [await respond({ recipient: 'https://signin.aws.amazon.com.evil.example/saml' }), {}, 'Invalid audience or recipient in AuthnResponse'],
      [await respond({ sessionName: 'ada lovelace' }), {}, 'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}'],
      [noName, {}, 'RoleSessionName is required in AuthnResponse'],
      [await respond(), { PrincipalArn: partner }, 'Issuer not present in specified provider'],
      [await respond(), { PrincipalArn: `${office}2` }, "Specified provider doesn't exist"],
      [encode(decode(await respond()).replace('status:Success', 'status:Responder')), {}, 'The response does not say Success'],
    ];
    for (const [response, input, message] of cases) {
      expect(await refusalOf(assume(response, 'editor', input))).toEqual({ code: 'InvalidIdentityToken', status: 400, message });
    }
    const { message } = await refusalOf(assume('x'.repeat(100_001)));
    expect(message).toBe("1 validation error detected: Value at 'sAMLAssertion' failed to satisfy constraint: Member must have length less than or equal to 100000");
  });
});

describe('the signature of a response', () => {
  const invalid = { code: 'InvalidIdentityToken', message: 'Response signature invalid' };

  it('breaks with one character changed anywhere in what it signs, and in itself', async () => {
    const xml = decode(await respond());
    const changes: readonly [string | RegExp, string][] = [
      ['ada@office.example</saml:NameID>', 'bda@office.example</saml:NameID>'],
      ['role/editor,', 'role/editors,'],
      [/SignatureValue>(.)/, 'SignatureValue>_$1'],
      [/(SignatureValue>.{40})(.)/, '$1='],
      [/(DigestValue>)./, '$1='],
      ['PrincipalTag', 'PrincipalTags'],
      ['<saml:AttributeStatement>', '<saml:AttributeStatement> '],
      [/<ds:Signature .*<\/ds:Signature>/s, ''],
      ['2001/04/xmldsig-more#rsa-sha256', '2000/09/xmldsig#hmac-sha1'],
    ];
    const tagged = decode(await respond({ attributes: { [`${attribute}/PrincipalTag:team`]: 'red' } }));
    for (const [from, to] of changes) {
      const original = from === 'PrincipalTag' ? tagged : xml;
      const changed = original.replace(from, to);
      expect(changed, String(from)).not.toBe(original);
      expect(await refusalOf(assume(encode(changed))), String(from)).toMatchObject(invalid);
    }
    expect((await refusalOf(assume(encode(xml)))).code).toBe('allowed');
  });

  it('covers nothing that was wrapped around or beside the signed assertion', async () => {
    const xml = decode(await respond());
    const [assertion = ''] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml) ?? [];
    const [signature = ''] = /<ds:Signature.*<\/ds:Signature>/s.exec(assertion) ?? [];
    const id = /ID="([^"]+)"/.exec(assertion)?.[1] ?? '';
    const forged = assertion.replace(signature, '').replaceAll('ada@office.example', 'admin@office.example');
    const renamed = forged.replace(id, '_forged');
    const wrapped = [
      // The forged one in place of the signed one, which is kept where nobody reads it.
      xml.replace(assertion, renamed.replace('</saml:Issuer>', `</saml:Issuer>${signature.replace('</ds:Signature>', `<ds:Object>${assertion.replace(signature, '')}</ds:Object></ds:Signature>`)}`)),
      xml.replace(assertion, renamed.replace('</saml:Issuer>', `</saml:Issuer>${signature}`)),
      xml.replace(assertion, renamed.replace('</saml:Assertion>', `${assertion}</saml:Assertion>`)),
      xml.replace('<samlp:Status>', `<samlp:Extensions>${assertion}</samlp:Extensions><samlp:Status>`).replace(new RegExp(`${assertion.slice(0, 80)}[^]*$`), `${renamed}</samlp:Response>`),
      // Both, first the one and then the other.
      xml.replace(assertion, renamed + assertion),
      xml.replace(assertion, assertion + renamed),
      // Both with the same id.
      xml.replace(assertion, forged.replace('</saml:Issuer>', `</saml:Issuer>${signature}`)).replace('<samlp:Status>', `<samlp:Extensions>${assertion.replace(signature, '')}</samlp:Extensions><samlp:Status>`),
    ];
    for (const one of wrapped) {
      expect(one).not.toBe(xml);
      const { code } = await refusalOf(assume(encode(one)));
      expect(code, one).toBe('InvalidIdentityToken');
    }
  });

  it('is not cut short by a comment', async () => {
    const xml = decode(await respond({ subject: 'admin@office.example.evil.example', sessionName: 'ada' }));
    const cut = xml.replace('admin@office.example.evil', 'admin@office.example<!-- -->.evil');
    const answer = await refusalOf(assume(encode(cut), 'by-subject'));
    expect(answer.code).toBe('AccessDenied');
  });

  it('is one other libraries verify', async () => {
    const xml = decode(await respond({ subject: 'Ädä & <co>@office.example', sessionName: 'ada' }));
    const { n, e } = prepared.samlProviders[office]!.signingKey!;
    const key = (await importJWK({ kty: 'RSA', n: n!, e: e! }, 'RS256')) as CryptoKey;
    const verifier = new SignedXml({ publicCert: KeyObject.from(key).export({ type: 'spki', format: 'pem' }) });
    const [signature] = Array.from(new DOMParser().parseFromString(xml, 'application/xml').getElementsByTagName('ds:Signature'));
    verifier.loadSignature(signature as unknown as Node);
    expect(verifier.checkSignature(xml)).toBe(true);
    expect((await assume(encode(xml))).Subject).toBe('Ädä & <co>@office.example');
  });
});

describe('a provider that signs elsewhere', () => {
  const assumePartner = (xml: string) => assume(encode(xml), 'partner', { PrincipalArn: partner });

  it.each(['Assertion', 'Response'] as const)('is verified by its certificate, whether it signs the %s', async (element) => {
    const signed = foreign.sign(partnerResponse(), element);
    expect((await assumePartner(signed)).Subject).toBe('grace');
    expect(await refusalOf(assumePartner(signed.replaceAll('grace', 'admin')))).toMatchObject({ message: 'Response signature invalid' });
  });

  it('may sign both', async () => {
    const signed = foreign.sign(foreign.sign(partnerResponse(), 'Assertion'), 'Response');
    expect((await assumePartner(signed)).Subject).toBe('grace');
  });

  it.each([
    ['too weak', { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }],
    ['of a form that SAML does not allow', { transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature'] }],
  ])('is refused with a signature %s', async (_, how) => {
    const signed = foreign.sign(partnerResponse(), 'Assertion', how);
    expect(await refusalOf(assumePartner(signed))).toMatchObject({ message: 'Response signature invalid' });
  });

  it('is not to be confused with one of another key', async () => {
    const stranger = await createForeignIdp();
    expect(await refusalOf(assumePartner(stranger.sign(partnerResponse(), 'Assertion')))).toMatchObject({ message: 'Response signature invalid' });
    expect(await refusalOf(assumePartner(partnerResponse()))).toMatchObject({ message: 'Response signature invalid' });
    await expect(respond({ provider: 'Partner' })).rejects.toThrow('signed elsewhere');
  });
});
