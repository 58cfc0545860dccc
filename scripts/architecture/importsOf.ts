// `import … from 'x'`, `export … from 'x'`, `import 'x'`; a line of a docstring begins with an asterisk and is none.
const STATEMENT = /^\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** The specifiers a source text imports or re-exports from, types included. */
export function importsOf(text: string): readonly string[] {
  const found = [...text.matchAll(STATEMENT), ...withoutComments(text).matchAll(DYNAMIC)];
  return found.map((match) => match[1] ?? '');
}

/** The same without what is left when types are gone. */
export function valueImportsOf(text: string): readonly string[] {
  return importsOf(text.replace(/^\s*(?:import|export)\s+type\s[^;]*;/gm, ''));
}

/** A source text without its comments; strings that look like comments (`'https://…'`) stay. */
export function withoutComments(text: string): string {
  return text.replace(/(['"`])(?:\\.|(?!\1)[^\\\n])*\1|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (found, quote: string | undefined) =>
    quote === undefined ? '' : found,
  );
}
