import { setNodeDependencies } from 'xml-core';
import { Application, Parse, SignedXml, X509Certificate } from 'xmldsigjs';
import { decodeBase64 } from '../awsHttp/base64.ts';
import { ENVELOPED_SIGNATURE, EXCLUSIVE_C14N } from './samlNames.ts';

const RSA_SHA256: RsaHashedImportParams = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

/** Gives the library what browsers have built in. */
export async function prepareXmlSignatures(): Promise<void> {
  if (typeof DOMParser !== 'undefined' && typeof XMLSerializer !== 'undefined') return;
  const { DOMImplementation, DOMParser: Parser, XMLSerializer: Serializer } = await import('@xmldom/xmldom');
  // Types of two kinds of DOM that do the same.
  setNodeDependencies({ DOMImplementation, DOMParser: Parser, XMLSerializer: Serializer } as unknown as Parameters<typeof setNodeDependencies>[0]);
}

// A wrapper: the library writes a name into what it is given, and the global is not ours to write into.
Application.setEngine('emulator', { subtle: crypto.subtle, getRandomValues: crypto.getRandomValues.bind(crypto) } as Crypto);

/** Whether a signature of a document was made with one of these keys. What it signs is for the caller to check. */
export async function verifyWithLibrary(document: Document, signature: Element, keys: readonly CryptoKey[]): Promise<boolean> {
  for (const key of keys) {
    try {
      const signed = new SignedXml(document);
      signed.LoadXml(signature);
      if (await signed.Verify(key)) return true;
    } catch {
      // The library throws for a digest that does not fit, and for what it cannot read: both are no signature.
    }
  }
  return false;
}

/**
 * The signature of an element, as XML.
 * @param xml - The element as a document of its own.
 * @param id - Its `ID`.
 */
export async function signWithLibrary(xml: string, id: string, privateKey: CryptoKey): Promise<string> {
  const signed = new SignedXml();
  signed.XmlSignature.SignedInfo.CanonicalizationMethod.Algorithm = EXCLUSIVE_C14N;
  await signed.Sign(RSA_SHA256, privateKey, Parse(xml), {
    references: [{ uri: `#${id}`, hash: 'SHA-256', transforms: [ENVELOPED_SIGNATURE, EXCLUSIVE_C14N] }],
  });
  return signed.XmlSignature.toString();
}

/**
 * The RSA public key of a certificate.
 * @param certificate - PEM.
 */
export function certificateKey(certificate: string): Promise<CryptoKey> {
  const der = decodeBase64(certificate.replaceAll(/-----[^-]+-----|\s/g, ''));
  return new X509Certificate(der).exportKey(RSA_SHA256);
}
