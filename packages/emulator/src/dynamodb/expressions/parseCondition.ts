import { attributeTypes } from '../attributeValue.ts';
import type { Comparator, Condition, Operand } from './condition.ts';
import { parseDocumentPath } from './documentPath.ts';
import type { ExpressionReader } from './expressionReader.ts';

const comparators: readonly Comparator[] = ['=', '<>', '<', '<=', '>', '>='];

function parseOperand(reader: ExpressionReader): Operand {
  if (reader.peek()?.startsWith(':')) return { kind: 'value', value: reader.takeValue() };
  if (!reader.isFunction('size')) return { kind: 'path', path: parseDocumentPath(reader) };
  reader.take();
  reader.expect('(');
  const path = parseDocumentPath(reader);
  reader.expect(')');
  return { kind: 'size', path };
}

function parseOperandList(reader: ExpressionReader): readonly Operand[] {
  const operands = [parseOperand(reader)];
  while (reader.takeIf(',')) operands.push(parseOperand(reader));
  return operands;
}

/** A function that is a condition by itself; `undefined` when none comes next. */
function parseFunction(reader: ExpressionReader): Condition | undefined {
  const name = reader.peek();
  if (reader.peek(1) !== '(' || name === undefined || name === 'size' || !/^[A-Za-z_]/.test(name)) return undefined;
  if (!['attribute_exists', 'attribute_not_exists', 'attribute_type', 'begins_with', 'contains'].includes(name)) {
    throw reader.fail(`Invalid function name; function: ${name}`);
  }
  reader.take();
  reader.expect('(');
  const condition = parseArguments(reader, name);
  reader.expect(')');
  return condition;
}

function parseArguments(reader: ExpressionReader, name: string): Condition {
  if (name === 'attribute_exists') return { kind: 'exists', path: parseDocumentPath(reader) };
  if (name === 'attribute_not_exists') {
    return { kind: 'not', condition: { kind: 'exists', path: parseDocumentPath(reader) } };
  }
  if (name === 'attribute_type') {
    const path = parseDocumentPath(reader);
    reader.expect(',');
    const type = reader.takeValue();
    if (!('S' in type) || !attributeTypes.some((known) => known === type.S)) {
      throw reader.fail(`Invalid attribute type name found; type: ${'S' in type ? type.S : JSON.stringify(type)}`);
    }
    return { kind: 'hasType', path, type: type.S };
  }
  const operand = parseOperand(reader);
  reader.expect(',');
  return { kind: name === 'contains' ? 'contains' : 'beginsWith', operand, part: parseOperand(reader) };
}

function parseComparison(reader: ExpressionReader): Condition {
  const operand = parseOperand(reader);
  if (reader.takeIf('BETWEEN')) {
    const low = parseOperand(reader);
    reader.expect('AND');
    return { kind: 'between', operand, low, high: parseOperand(reader) };
  }
  if (reader.takeIf('IN')) {
    reader.expect('(');
    const candidates = parseOperandList(reader);
    reader.expect(')');
    return { kind: 'in', operand, candidates };
  }
  const comparator = comparators.find((symbol) => symbol === reader.peek());
  if (comparator === undefined) throw reader.failHere();
  reader.take();
  return { kind: 'compare', comparator, left: operand, right: parseOperand(reader) };
}

function parsePrimary(reader: ExpressionReader): Condition {
  return reader.nested(() => {
    if (reader.takeIf('NOT')) return { kind: 'not', condition: parsePrimary(reader) };
    if (reader.takeIf('(')) {
      const condition = parseDisjunction(reader);
      reader.expect(')');
      return condition;
    }
    return parseFunction(reader) ?? parseComparison(reader);
  });
}

function parseConjunction(reader: ExpressionReader): Condition {
  let condition = parsePrimary(reader);
  while (reader.takeIf('AND')) condition = { kind: 'and', left: condition, right: parsePrimary(reader) };
  return condition;
}

function parseDisjunction(reader: ExpressionReader): Condition {
  let condition = parseConjunction(reader);
  while (reader.takeIf('OR')) condition = { kind: 'or', left: condition, right: parseConjunction(reader) };
  return condition;
}

/**
 * Parses a condition: `NOT` binds tighter than `AND`, `AND` tighter than `OR`.
 * @throws DynamoDbError `ValidationException`.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
export function parseCondition(reader: ExpressionReader): Condition {
  const condition = parseDisjunction(reader);
  reader.expectEnd();
  return condition;
}
