import { childrenOf, onlyChildOf } from './parseXmlDocument.ts';
import { ENVELOPED_SIGNATURE, EXCLUSIVE_C14N, namespaces } from './samlNames.ts';

const RSA_ALGORITHMS: ReadonlySet<string> = new Set(
  ['sha256', 'sha384', 'sha512'].map((hash) => `http://www.w3.org/2001/04/xmldsig-more#rsa-${hash}`),
);

/**
 * Whether an element is signed as a whole, by one of these keys, and by nothing that could be about another element: one
 * signature right below it, one reference, to its `ID`, and no transforms but the two that SAML allows. So what is verified is
 * what is read afterwards; the library refuses an `ID` that two elements have.
 * @see https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf section 5.4
 */
export async function verifySignedElement(element: Element, keys: readonly CryptoKey[]): Promise<boolean> {
  const { ownerDocument: document } = element;
  const signature = onlyChildOf(element, namespaces.signature, 'Signature');
  if (signature === undefined || document === null || !isAboutElement(signature, element)) return false;
  // The library is large: pages that sign nobody in by SAML never load it.
  const { prepareXmlSignatures, verifyWithLibrary } = await import('./xmlSignature.ts');
  await prepareXmlSignatures();
  return verifyWithLibrary(document, signature, keys);
}

function isAboutElement(signature: Element, element: Element): boolean {
  const info = onlyChildOf(signature, namespaces.signature, 'SignedInfo');
  const reference = onlyChildOf(info, namespaces.signature, 'Reference');
  const id = element.getAttribute('ID') ?? '';
  if (info === undefined || reference === undefined || id === '' || reference.getAttribute('URI') !== `#${id}`) return false;
  const transforms = onlyChildOf(reference, namespaces.signature, 'Transforms');
  const names = transforms === undefined ? [] : childrenOf(transforms, namespaces.signature, 'Transform').map(algorithmOf);
  return (
    names.join(' ') === `${ENVELOPED_SIGNATURE} ${EXCLUSIVE_C14N}` &&
    algorithmOf(onlyChildOf(info, namespaces.signature, 'CanonicalizationMethod')) === EXCLUSIVE_C14N &&
    RSA_ALGORITHMS.has(algorithmOf(onlyChildOf(info, namespaces.signature, 'SignatureMethod')))
  );
}

function algorithmOf(element: Element | undefined): string {
  return element?.getAttribute('Algorithm') ?? '';
}
