import { isAllowedAt } from './isAllowedAt.ts';
import { joinLiterals } from './joinLiterals.ts';
import { readMapSources } from './readMapSources.ts';

/** A place in a text, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** One way to read a file. */
export interface TextLayer {
  readonly text: string;
  /** The source of a source map that it is. */
  readonly source?: string;
  readonly encoded: boolean;
  /** Where an index of this text is in the file or source; `undefined` for what surrounds what was decoded. */
  readonly placeOf: (index: number) => Place | undefined;
  /** Whether a comment allows what is there. */
  readonly isAllowedAt: (index: number) => boolean;
}

const BASE64 = /(?<![A-Za-z\d+/])[A-Za-z\d+/]{24,}={0,2}/g;

/** How much of the text around base64 tells what it encodes, in characters: the name of a property, a key id. */
const SURROUNDINGS = 80;

/** Every way to read a file: as it is, with adjacent literals joined, its source map's sources, and each of these decoded. */
export function textLayers(text: string): Iterable<TextLayer> {
  const sources = readMapSources(text);
  return sources === undefined ? layersOf(text) : sources.flatMap((source) => [...layersOf(source.text, source.name)]);
}

function* layersOf(text: string, source?: string): Generator<TextLayer> {
  const named = source === undefined ? {} : { source };
  const joined = joinLiterals(text);
  const inText = (read: string) => (index: number): boolean => isAllowedAt(read, index);
  yield { ...named, text, encoded: false, placeOf: (index) => placeIn(text, index), isAllowedAt: inText(text) };
  if (joined.text !== text) yield { ...named, text: joined.text, encoded: false, placeOf: (index) => placeIn(text, joined.indexOf(index)), isAllowedAt: inText(joined.text) };

  for (const { 0: found, index: start } of joined.text.matchAll(BASE64)) {
    const decoded = decodeBase64(found);
    const sources = readMapSources(decoded);
    if (sources !== undefined) {
      for (const inline of sources) yield* layersOf(inline.text, inline.name);
      continue;
    }
    const before = joined.text.slice(Math.max(0, start - SURROUNDINGS), start);
    const after = joined.text.slice(start + found.length, start + found.length + SURROUNDINGS);
    const isDecoded = (index: number): boolean => index >= before.length && index < before.length + decoded.length;
    const around = before + decoded + after;
    yield {
      ...named,
      text: around,
      encoded: true,
      placeOf: (index) => (isDecoded(index) ? placeIn(text, joined.indexOf(start)) : undefined),
      isAllowedAt: (index) => isAllowedAt(around, index) || isAllowedAt(joined.text, start),
    };
  }
}

/** One character a byte, so that what is no text cannot fail. */
function decodeBase64(text: string): string {
  const whole = text.replace(/=+$/, '');
  // A single character left over is no whole byte.
  return atob(whole.length % 4 === 1 ? whole.slice(0, -1) : whole);
}

function placeIn(text: string, index: number): Place {
  const before = text.slice(0, index);
  return { line: before.split('\n').length, column: index - before.lastIndexOf('\n') };
}
