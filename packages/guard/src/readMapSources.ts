/** A source that a source map carries. */
export interface MapSource {
  readonly name: string;
  readonly text: string;
}

/**
 * The sources in a source map (ECMA-426, `sourcesContent`).
 * @returns `undefined` where the text is no source map that carries sources.
 */
export function readMapSources(text: string): readonly MapSource[] | undefined {
  if (!text.trimStart().startsWith('{') || !text.includes('"sourcesContent"')) return undefined;
  try {
    const { sources, sourcesContent } = JSON.parse(text) as SourceMap;
    return sourcesContent?.map((content, index) => ({ name: sources?.[index] ?? `source ${index}`, text: content ?? '' }));
  } catch {
    return undefined;
  }
}

interface SourceMap {
  readonly sources?: readonly (string | null)[];
  readonly sourcesContent?: readonly (string | null)[];
}
