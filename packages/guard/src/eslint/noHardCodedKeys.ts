import { getStaticValue } from '@eslint-community/eslint-utils';
import type { Rule } from 'eslint';
import { findLeaks, type Leak } from '../findLeaks.ts';
import { isAllowedAt } from '../isAllowedAt.ts';
import { explainLeak } from '../explainLeak.ts';

/** How much of the code around an expression tells what its value is, in characters: the name of a property, a key id. */
const SURROUNDINGS = 80;

/**
 * Reports AWS keys in the text of a file, comments included, and in what its expressions evaluate to: `'AKIA' + rest` with a
 * constant `rest`, templates, `[…].join('')`, escapes, and base64.
 */
export const noHardCodedKeys: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: { description: 'Disallow AWS keys in code', recommended: true },
    schema: [],
    messages: { found: '{{what}} ({{start}}…) {{why}} {{fix}}' },
  },
  create(context) {
    const { sourceCode } = context;
    const { text } = sourceCode;
    const reported: (readonly [start: number, end: number])[] = [];

    const evaluate = (node: Rule.Node): void => {
      const [start, end] = node.range ?? [0, 0];
      const isReported = reported.some((range) => range[0] < end && range[1] > start);
      if (isReported || isAllowedAt(text, start)) return;
      const { value } = getStaticValue(node, sourceCode.getScope(node)) ?? {};
      const [leak] = typeof value === 'string' ? leaksInValue(value, text.slice(Math.max(0, start - SURROUNDINGS), start)) : [];
      if (leak === undefined) return;
      reported.push([start, end]);
      context.report({ node, messageId: 'found', data: dataOf(leak) });
    };

    return {
      Program() {
        for (const leak of findLeaks([{ name: '', text }])) {
          const start = indexIn(text, leak);
          const end = Math.min(start + leak.start.length, text.length);
          reported.push([start, end]);
          const loc = { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) };
          context.report({ loc, messageId: 'found', data: dataOf(leak) });
        }
      },
      BinaryExpression: evaluate,
      TemplateLiteral: evaluate,
      CallExpression: evaluate,
      Literal(node) {
        // Only escapes make it differ from what stands there, which has been looked at.
        if (node.raw?.includes('\\') === true) evaluate(node);
      },
    };
  },
};

/** Leaks in a value, as a whole literal behind what stands before it; not those that stand there, nor what is allowed there. */
function leaksInValue(value: string, before: string): readonly Leak[] {
  const oneLine = before.replaceAll('\n', ' ').replaceAll('valetkey-allow', '');
  return findLeaks([{ name: '', text: `${oneLine}"${value}"` }]).filter(({ line, column }) => line > 1 || column > oneLine.length);
}

/** Where a leak is in a text: as lines end in more than one way, ESLint counts them for itself. */
function indexIn(text: string, { source, line, column }: Leak): number {
  // It is in a source of the file's own source map, whose lines are not those of the file.
  if (source !== undefined) return Math.max(0, text.lastIndexOf('sourceMappingURL='));
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
}

function dataOf({ rule, start }: Leak): Record<string, string> {
  return { ...explainLeak(rule), start };
}
