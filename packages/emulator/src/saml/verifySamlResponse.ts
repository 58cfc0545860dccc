import { decodeBase64 } from '../awsHttp/base64.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { signingKeyOf } from '../jwt/signingKey.ts';
import { onlyChildOf, parseXmlDocument, textOf } from './parseXmlDocument.ts';
import { readAssertion, type SamlAssertion } from './samlAssertion.ts';
import { namespaces, SIGN_IN_URL, SUCCESS } from './samlNames.ts';
import type { SamlProviderState } from './samlProviderState.ts';
import { verifySignedElement } from './verifySignedElement.ts';

/** A SAML response that verified, or why it did not. */
export type SamlVerdict =
  | { readonly kind: 'valid'; readonly assertion: SamlAssertion }
  /** No base64, no XML, no response, or one that AWS does not take, such as an encrypted one. */
  | { readonly kind: 'malformed'; readonly reason: string }
  | { readonly kind: 'wrong-issuer' }
  | { readonly kind: 'wrong-signature' }
  | { readonly kind: 'wrong-audience' }
  /** Too old, or from the future. Epoch ms. */
  | { readonly kind: 'expired'; readonly expiredAt: number };

/** AWS takes a response this long after it was issued, and forgives clocks this much, in ms. */
const REDEMPTION_MS = 5 * 60 * 1000;

const AUDIENCES: readonly string[] = [SIGN_IN_URL, 'urn:amazon:webservices'];

/**
 * Verifies a SAML response for AWS: its form, the signature of the response or of its only assertion, issuer, audience and time.
 * @param encoded - The response in base64, as a browser posts it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
 */
export async function verifySamlResponse(context: ServiceContext, provider: SamlProviderState, encoded: string): Promise<SamlVerdict> {
  const text = decodeText(encoded);
  if (text === undefined) return { kind: 'malformed', reason: 'Invalid base64 SAMLResponse' };
  const response = (await parseXmlDocument(text))?.documentElement;
  if (response?.namespaceURI !== namespaces.protocol || response.localName !== 'Response') {
    return { kind: 'malformed', reason: 'Invalid SAMLResponse: it must be a Response in XML, without document type' };
  }
  const status = onlyChildOf(onlyChildOf(response, namespaces.protocol, 'Status'), namespaces.protocol, 'StatusCode');
  if (status?.getAttribute('Value') !== SUCCESS) return { kind: 'malformed', reason: 'The response does not say Success' };
  const assertion = onlyChildOf(response, namespaces.assertion, 'Assertion');
  if (assertion === undefined) return { kind: 'malformed', reason: 'The response must have one Assertion, which is not encrypted' };
  if (textOf(onlyChildOf(assertion, namespaces.assertion, 'Issuer')) !== provider.entityId) return { kind: 'wrong-issuer' };

  const signed = onlyChildOf(response, namespaces.signature, 'Signature') === undefined ? assertion : response;
  if (!(await verifySignedElement(signed, await keysOf(context, provider)))) return { kind: 'wrong-signature' };
  return checkAssertion(readAssertion(assertion), context.clock.now());
}

function checkAssertion(assertion: SamlAssertion, now: number): SamlVerdict {
  const { audiences, recipient, issuedAt, validFrom } = assertion;
  const isForAws = audiences.length === 0 || audiences.some((audience) => AUDIENCES.includes(audience) || isSignInUrl(audience));
  if (!isForAws || !isSignInUrl(recipient)) return { kind: 'wrong-audience' };
  const expiresAt = Math.min(assertion.expiresAt, issuedAt + REDEMPTION_MS);
  const isEarly = Math.max(validFrom, issuedAt) - now > REDEMPTION_MS;
  // Written so that a time nobody can read refuses.
  if (!(now < expiresAt) || isEarly) return { kind: 'expired', expiredAt: expiresAt };
  return { kind: 'valid', assertion };
}

function isSignInUrl(url: string): boolean {
  return /^https:\/\/(?:[a-z0-9-]+\.)?signin\.aws\.amazon\.com\/saml(?:\/acs\/[\w-]+)?$/.test(url);
}

async function keysOf({ changed }: ServiceContext, provider: SamlProviderState): Promise<readonly CryptoKey[]> {
  const { certificates } = provider;
  if (certificates === undefined) return [(await signingKeyOf(provider, changed, 'RS256')).publicKey];
  const { certificateKey, prepareXmlSignatures } = await import('./xmlSignature.ts');
  await prepareXmlSignatures();
  return Promise.all(certificates.map(certificateKey));
}

function decodeText(encoded: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(decodeBase64(encoded.replaceAll(/\s/g, '')));
  } catch {
    return undefined;
  }
}
