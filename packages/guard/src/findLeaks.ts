import { findEveryKey } from './findKeys.ts';
import { textLayers, type TextLayer } from './textLayers.ts';

/** A file and what is in it. */
export interface TextFile {
  /** As reports are to call it. */
  readonly name: string;
  readonly text: string;
}

/** A key in a file. Of the key itself it holds four characters. */
export interface Leak {
  readonly file: string;
  /** The source it is in, where the file is a source map. Line and column are then those of the source. */
  readonly source?: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** A rule of {@link findKeys}, or that of a pattern of your own. */
  readonly rule: string;
  /** The first four characters. */
  readonly start: string;
  /** Set where it is encoded in base64: line and column are where that begins. */
  readonly encoded?: true;
}

/** Something of your own that may be in no file. */
export interface LeakPattern {
  /** What reports call it. */
  readonly rule: string;
  /** Every match is reported, with or without the flag `g`. */
  readonly pattern: RegExp;
}

/** What to look for besides AWS keys. */
export interface FindLeaksOptions {
  /** Default: nothing. */
  readonly also?: readonly LeakPattern[];
  /** Whether this key may be where it is. It is given the whole key: keep it nowhere. Default: none may, but for comments. */
  readonly allows?: (key: string) => boolean;
}

/**
 * Finds AWS keys in files: in their text, in what adjacent literals add up to (`'AKIA' + '…'`), in the sources of source maps,
 * in files of their own or inline, and in what any of these encodes in base64, once.
 * @returns In the order of the files; each key once for each place.
 */
export function findLeaks(files: readonly TextFile[], options: FindLeaksOptions = {}): readonly Leak[] {
  return files.flatMap((file) => leaksIn(file, options));
}

function leaksIn(file: TextFile, { also = [], allows = () => false }: FindLeaksOptions): readonly Leak[] {
  const leaks = new Map<string, Leak>();
  for (const { layer, rule, index, key } of everyFind(file.text, also)) {
    const place = layer.placeOf(index);
    if (place === undefined) continue;
    // The shape of a key says more than a pattern that finds it as well.
    const at = [layer.source, place.line, place.column].join(':');
    if (leaks.has(at) || layer.isAllowedAt(index) || allows(key)) continue;
    leaks.set(at, {
      file: file.name,
      ...(layer.source === undefined ? {} : { source: layer.source }),
      ...place,
      rule,
      start: key.slice(0, 4),
      ...(layer.encoded ? { encoded: true } : {}),
    });
  }
  return [...leaks.values()];
}

/** The keys that comments in a text allow, whole: keep them for as long as they are compared, and show them nobody. */
export function findAllowedKeys(text: string, also: readonly LeakPattern[]): readonly string[] {
  return [...everyFind(text, also)].filter(({ layer, index }) => layer.isAllowedAt(index)).map(({ key }) => key);
}

/** A key in one of the ways to read a text. */
interface Find {
  readonly layer: TextLayer;
  readonly rule: string;
  readonly index: number;
  readonly key: string;
}

function* everyFind(text: string, also: readonly LeakPattern[]): Generator<Find> {
  for (const layer of textLayers(text)) {
    for (const { rule, index, length } of [...findEveryKey(layer.text), ...findPatterns(layer.text, also)]) {
      yield { layer, rule, index, key: layer.text.slice(index, index + length) };
    }
  }
}

function findPatterns(text: string, patterns: readonly LeakPattern[]): readonly { readonly rule: string; readonly index: number; readonly length: number }[] {
  return patterns.flatMap(({ rule, pattern }) =>
    [...text.matchAll(pattern.global ? pattern : new RegExp(pattern, `${pattern.flags}g`))]
      .filter(({ 0: { length } }) => length > 0)
      .map(({ 0: { length }, index }) => ({ rule, index, length })),
  );
}
