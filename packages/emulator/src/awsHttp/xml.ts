import { XMLBuilder, XMLParser } from 'fast-xml-parser';

/** What an XML element may hold; a list repeats the element, `@xmlns` is an attribute. */
export type XmlValue = string | number | boolean | undefined | XmlElements | readonly XmlElements[];
/** Elements by name, in order. */
export interface XmlElements {
  readonly [name: string]: XmlValue;
}

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', suppressEmptyNode: false });

const parser = new XMLParser({
  ignoreAttributes: true,
  // Keys and tags are texts, whatever they look like.
  parseTagValue: false,
  trimValues: false,
  // Clients write line breaks in keys as character references.
  htmlEntities: true,
});

/** An XML document. */
export function buildXml(root: XmlElements): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${String(builder.build(root))}`;
}

/**
 * The elements of an XML document; what they hold is for the caller to check.
 * @returns `undefined` when it is not well-formed.
 */
export function parseXml(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return parser.parse(text, true) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
