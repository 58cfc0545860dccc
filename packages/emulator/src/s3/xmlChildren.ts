/** The child elements of that name, one or many, of something that came out of an XML parser. */
export function childElements(parent: unknown, name: string): readonly unknown[] {
  if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, name)) return [];
  const child = (parent as Readonly<Record<string, unknown>>)[name];
  return Array.isArray(child) ? child : [child];
}

/** The text of the first child element of that name. */
export function childText(parent: unknown, name: string): string | undefined {
  const [child] = childElements(parent, name);
  return typeof child === 'string' ? child : undefined;
}
