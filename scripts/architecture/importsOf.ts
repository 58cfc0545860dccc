// `import … from 'x'`, `export … from 'x'`, `import 'x'`; a line of a docstring begins with an asterisk and is none.
const STATEMENT = /^\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** The specifiers a source text imports or re-exports from, types included, in order of appearance. */
export function importsOf(text: string): readonly string[] {
  const found = [...text.matchAll(STATEMENT), ...withoutComments(text).matchAll(DYNAMIC)];
  return found.toSorted((left, right) => left.index - right.index).map((match) => match[1] ?? '');
}

/** A source text without its comments; strings that look like comments (`'https://…'`) stay. */
export function withoutComments(text: string): string {
  return text.replace(/(['"`])(?:\\.|(?!\1)[^\\\n])*\1|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (found, quote: string | undefined) =>
    quote === undefined ? '' : found,
  );
}
