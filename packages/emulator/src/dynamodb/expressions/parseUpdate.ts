import { attributeTypeOf, setElements, type AttributeValue } from '../attributeValue.ts';
import { checkNoOverlap, parseDocumentPath } from './documentPath.ts';
import type { ExpressionReader } from './expressionReader.ts';
import type { SetOperand, UpdateAction } from './updateExpression.ts';

function parseSetOperand(reader: ExpressionReader): SetOperand {
  return reader.nested(() => {
    if (reader.takeIf('(')) {
      const operand = parseSetExpression(reader);
      reader.expect(')');
      return operand;
    }
    if (reader.peek()?.startsWith(':')) return { kind: 'value', value: reader.takeValue() };
    if (reader.peek(1) === '(') return parseSetFunction(reader);
    return { kind: 'path', path: parseDocumentPath(reader) };
  });
}

function parseSetFunction(reader: ExpressionReader): SetOperand {
  const name = reader.take();
  reader.expect('(');
  const operand = parseSetArguments(reader, name);
  reader.expect(')');
  return operand;
}

function parseSetArguments(reader: ExpressionReader, name: string): SetOperand {
  if (name === 'if_not_exists') {
    const path = parseDocumentPath(reader);
    reader.expect(',');
    return { kind: 'ifNotExists', path, fallback: parseSetOperand(reader) };
  }
  if (name !== 'list_append') throw reader.fail(`Invalid function name; function: ${name}`);
  const head = parseSetOperand(reader);
  reader.expect(',');
  return { kind: 'listAppend', head, tail: parseSetOperand(reader) };
}

function parseSetExpression(reader: ExpressionReader): SetOperand {
  const left = parseSetOperand(reader);
  if (reader.takeIf('+')) return { kind: 'plus', left, right: parseSetOperand(reader) };
  if (reader.takeIf('-')) return { kind: 'minus', left, right: parseSetOperand(reader) };
  return left;
}

function checkOperandType(reader: ExpressionReader, keyword: 'ADD' | 'DELETE', value: AttributeValue): void {
  const fits = setElements(value) !== undefined || (keyword === 'ADD' && 'N' in value);
  if (!fits) {
    throw reader.fail(`Incorrect operand type for operator or function; operator: ${keyword}, operand type: ${attributeTypeOf(value)}`);
  }
}

const actionParsers: Readonly<Record<string, (reader: ExpressionReader) => UpdateAction>> = {
  SET(reader) {
    const path = parseDocumentPath(reader);
    reader.expect('=');
    return { kind: 'set', path, operand: parseSetExpression(reader) };
  },
  REMOVE: (reader) => ({ kind: 'remove', path: parseDocumentPath(reader) }),
  ADD(reader) {
    const path = parseDocumentPath(reader);
    const value = reader.takeValue();
    checkOperandType(reader, 'ADD', value);
    return { kind: 'add', path, value };
  },
  DELETE(reader) {
    const path = parseDocumentPath(reader);
    const value = reader.takeValue();
    checkOperandType(reader, 'DELETE', value);
    return { kind: 'delete', path, value };
  },
};

/**
 * Parses an update: sections `SET`, `REMOVE`, `ADD` and `DELETE`, each at most once, in any order.
 * @throws DynamoDbError `ValidationException`.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 */
export function parseUpdate(reader: ExpressionReader): readonly UpdateAction[] {
  const actions: UpdateAction[] = [];
  const seen = new Set<string>();
  while (reader.peek() !== undefined) {
    const [keyword, parseAction] = Object.entries(actionParsers).find(([name]) => reader.isKeyword(name)) ?? [];
    if (keyword === undefined || parseAction === undefined) throw reader.failHere();
    if (seen.has(keyword)) throw reader.fail(`The "${keyword}" section can only be used once in an update expression;`);
    seen.add(keyword);
    reader.take();
    do actions.push(parseAction(reader));
    while (reader.takeIf(','));
  }
  checkNoOverlap(reader, actions.map(({ path }) => path));
  return actions;
}
