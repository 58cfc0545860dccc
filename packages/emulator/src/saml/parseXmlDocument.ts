/**
 * Reads XML into a document, with the browser's own parser or, in Node.js, with one that is loaded then.
 * @returns `undefined` when it is not well-formed, or declares a document type, which SAML forbids and attackers like.
 */
export async function parseXmlDocument(text: string): Promise<Document | undefined> {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return undefined;
  try {
    const document = await parse(text);
    return document.getElementsByTagName('parsererror').length > 0 ? undefined : document;
  } catch {
    return undefined;
  }
}

async function parse(text: string): Promise<Document> {
  if (typeof DOMParser !== 'undefined') return new DOMParser().parseFromString(text, 'application/xml');
  const xmldom = await import('@xmldom/xmldom');
  const parser = new xmldom.DOMParser({ onError: xmldom.onErrorStopParsing });
  return parser.parseFromString(text, 'application/xml') as unknown as Document;
}

/** The child elements of that name, in order. */
export function childrenOf(parent: Element, namespace: string, name: string): readonly Element[] {
  return Array.from(parent.childNodes).filter(
    (node): node is Element => node.nodeType === 1 && (node as Element).namespaceURI === namespace && (node as Element).localName === name,
  );
}

/** The only child element of that name; `undefined` when there is none, or several. */
export function onlyChildOf(parent: Element | undefined, namespace: string, name: string): Element | undefined {
  const [only, ...more] = parent === undefined ? [] : childrenOf(parent, namespace, name);
  return more.length === 0 ? only : undefined;
}

/** The text of an element, without white space around it. */
export function textOf(element: Element | undefined): string {
  return element?.textContent?.trim() ?? '';
}
