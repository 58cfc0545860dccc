import { isCollection, isMap, isNode, isScalar, LineCounter, Pair, parseDocument, Scalar, visit, YAMLMap, type Document, type Node, type YAMLParseError } from 'yaml';
import type { TemplatePath } from './template.ts';

/** A template that was read from a file. */
export interface ParsedTemplate {
  /** CloudFormation as JSON: `!Ref X` is `{ Ref: 'X' }`. */
  readonly template: unknown;
  /** The line, from 1, of the nearest part of the file to what is at a path. */
  readonly lineOf: (path: TemplatePath) => number;
}

// As `2012-10-17` in a policy: CloudFormation keeps texts that look like dates.
const TIMESTAMP = 'tag:yaml.org,2002:timestamp';

// The two that have no prefix.
const LONG_NAMES: ReadonlySet<string> = new Set(['Ref', 'Condition']);

/**
 * Reads a template: YAML 1.1 with CloudFormation's short forms, or JSON.
 * @throws SyntaxError saying the line, when the text is neither.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
export function parseTemplate(text: string): ParsedTemplate {
  const lines = new LineCounter();
  const document: Document = parseDocument(text, {
    version: '1.1',
    lineCounter: lines,
    prettyErrors: false,
    customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || tag.tag !== TIMESTAMP),
  });
  const [error] = document.errors;
  if (error !== undefined) throw new SyntaxError(`This is neither YAML nor JSON: ${wordsOf(error, lines)}.`);
  visit(document, { Node: (_, node) => longForm(node) });
  return { template: toJson(document), lineOf: (path) => lineOf(path, document, lines) };
}

/** `!GetAtt A.B` is written out as `{ 'Fn::GetAtt': 'A.B' }`. */
function longForm(node: Node): Node | undefined {
  const { tag } = node as { readonly tag?: string };
  if (tag === undefined || !/^!\w+$/.test(tag) || !(isScalar(node) || isCollection(node))) return undefined;
  const name = tag.slice(1);
  // What it is given must not be taken for a call again.
  delete node.tag;
  const call = new YAMLMap();
  // It stands where what it is given stands.
  if (node.range) call.range = node.range;
  call.items.push(new Pair(new Scalar(LONG_NAMES.has(name) ? name : `Fn::${name}`), node));
  return call;
}

/** Not the parser's own words: these cite what stands there, which may be a secret. */
function wordsOf({ code, pos }: YAMLParseError, lines: LineCounter): string {
  const { line, col } = lines.linePos(pos[0]);
  const fault = code === 'MISSING_CHAR' ? 'a quote, bracket or comma is missing' : code.toLowerCase().replaceAll('_', ' ');
  return `${fault} in line ${line}, column ${col}`;
}

function toJson(document: Document): unknown {
  try {
    const value: unknown = document.toJS();
    JSON.stringify(value);
    return value;
  } catch (error) {
    throw new SyntaxError('This template has an alias that leads nowhere, or to itself.', { cause: error });
  }
}

function lineOf(path: TemplatePath, document: Document, lines: LineCounter): number {
  for (let length = path.length; length > 0; length -= 1) {
    const at = placeOf(path.slice(0, length), document);
    if (at !== undefined) return lines.linePos(at).line;
  }
  return 1;
}

/** Where the key of a member is, or the item of a list. */
function placeOf(path: TemplatePath, document: Document): number | undefined {
  const parent = document.getIn(path.slice(0, -1), true);
  const name = path.at(-1);
  const key = isMap(parent) ? parent.items.find((pair) => isScalar(pair.key) && pair.key.value === name)?.key : undefined;
  const node = key ?? document.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}
