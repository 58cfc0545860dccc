import { KeyObject } from 'node:crypto';
import { PrintableString } from 'asn1js';
import { AttributeTypeAndValue, Certificate } from 'pkijs';
import { SignedXml } from 'xml-crypto';

const exclusiveC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const commonName = '2.5.4.3';

/** An identity provider of its own: another library signs, with a key the emulator knows by certificate only. */
export interface ForeignIdp {
  /** PEM. */
  readonly certificate: string;
  /** Signs the `Assertion` or the whole `Response` of a SAML response, and gives it in XML. */
  readonly sign: (xml: string, element: 'Assertion' | 'Response', how?: { readonly algorithm?: string; readonly transforms?: readonly string[] }) => string;
}

export async function createForeignIdp(): Promise<ForeignIdp> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = new Certificate();
  const name = () => new AttributeTypeAndValue({ type: commonName, value: new PrintableString({ value: 'idp.example.com' }) });
  certificate.subject.typesAndValues.push(name());
  certificate.issuer.typesAndValues.push(name());
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  await certificate.sign(keys.privateKey, 'SHA-256');
  const der = Buffer.from(certificate.toSchema(true).toBER(false)).toString('base64');
  const privateKey = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' });
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${der.replaceAll(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`,
    sign(xml, element, { algorithm = rsaSha256, transforms = [enveloped, exclusiveC14n] } = {}) {
      const signed = new SignedXml({
        privateKey,
        signatureAlgorithm: algorithm,
        canonicalizationAlgorithm: exclusiveC14n,
      });
      signed.addReference({
        xpath: `//*[local-name(.)='${element}']`,
        digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
        transforms: [...transforms],
      });
      signed.computeSignature(xml, { location: { reference: `//*[local-name(.)='${element}']/*[local-name(.)='Issuer']`, action: 'after' } });
      return signed.getSignedXml();
    },
  };
}
