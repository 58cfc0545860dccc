import { decodeBase64 } from '../../awsHttp/base64.ts';
import { utf8 } from '../../bytes.ts';
import { attributeTypeOf, setElements, type AttributeValue, type Item } from '../attributeValue.ts';
import { compareValues, equalValues } from '../compareValues.ts';
import type { Comparator, Condition, Operand } from './condition.ts';
import { resolvePath } from './documentPath.ts';

/** Length of a text in bytes of UTF-8, bytes of a binary value, or elements of a collection. */
function sizeOf(value: AttributeValue): number | undefined {
  if ('S' in value) return utf8(value.S).length;
  if ('B' in value) return decodeBase64(value.B).length;
  if ('L' in value) return value.L.length;
  if ('M' in value) return Object.keys(value.M).length;
  return setElements(value)?.length;
}

function evaluateOperand(operand: Operand, item: Item): AttributeValue | undefined {
  if (operand.kind === 'value') return operand.value;
  const value = resolvePath(item, operand.path);
  if (operand.kind === 'path' || value === undefined) return value;
  const size = sizeOf(value);
  return size === undefined ? undefined : { N: String(size) };
}

function compare(comparator: Comparator, left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  // What is missing differs from everything, and is neither less nor greater.
  if (left === undefined || right === undefined) return comparator === '<>';
  if (comparator === '=') return equalValues(left, right);
  if (comparator === '<>') return !equalValues(left, right);
  const order = compareValues(left, right);
  if (order === undefined) return false;
  switch (comparator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    default:
      return comparator satisfies never;
  }
}

function beginsWith(whole: AttributeValue, part: AttributeValue): boolean {
  if ('S' in whole && 'S' in part) return whole.S.startsWith(part.S);
  if (!('B' in whole && 'B' in part)) return false;
  const [bytes, start] = [decodeBase64(whole.B), decodeBase64(part.B)];
  return start.length <= bytes.length && start.every((byte, index) => byte === bytes[index]);
}

function contains(whole: AttributeValue, part: AttributeValue): boolean {
  if ('S' in whole) return 'S' in part && whole.S.includes(part.S);
  if ('L' in whole) return whole.L.some((element) => equalValues(element, part));
  if ('SS' in whole) return 'S' in part && whole.SS.includes(part.S);
  if ('NS' in whole) return 'N' in part && whole.NS.includes(part.N);
  return 'BS' in whole && 'B' in part && whole.BS.includes(part.B);
}

function bothHold(
  test: (left: AttributeValue, right: AttributeValue) => boolean,
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
): boolean {
  return left !== undefined && right !== undefined && test(left, right);
}

/** Whether an item meets a condition. An item that does not exist is `{}`. */
export function evaluateCondition(condition: Condition, item: Item): boolean {
  switch (condition.kind) {
    case 'and':
      return evaluateCondition(condition.left, item) && evaluateCondition(condition.right, item);
    case 'or':
      return evaluateCondition(condition.left, item) || evaluateCondition(condition.right, item);
    case 'not':
      return !evaluateCondition(condition.condition, item);
    case 'compare':
      return compare(condition.comparator, evaluateOperand(condition.left, item), evaluateOperand(condition.right, item));
    case 'between': {
      const value = evaluateOperand(condition.operand, item);
      return (
        compare('>=', value, evaluateOperand(condition.low, item)) && compare('<=', value, evaluateOperand(condition.high, item))
      );
    }
    case 'in': {
      const value = evaluateOperand(condition.operand, item);
      return condition.candidates.some((candidate) => compare('=', value, evaluateOperand(candidate, item)));
    }
    case 'exists':
      return resolvePath(item, condition.path) !== undefined;
    case 'hasType': {
      const value = resolvePath(item, condition.path);
      return value !== undefined && attributeTypeOf(value) === condition.type;
    }
    case 'beginsWith':
      return bothHold(beginsWith, evaluateOperand(condition.operand, item), evaluateOperand(condition.part, item));
    case 'contains':
      return bothHold(contains, evaluateOperand(condition.operand, item), evaluateOperand(condition.part, item));
    default:
      return condition satisfies never;
  }
}
