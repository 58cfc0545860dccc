import { decodeBase64 } from '../awsHttp/base64.ts';
import { utf8 } from '../bytes.ts';
import { attributeTypeOf, setElements, type AttributeValue } from './attributeValue.ts';
import { compareDecimals, parseDecimal } from './decimal.ts';

function compareBytes(left: Uint8Array, right: Uint8Array): number {
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/**
 * Orders two values of the same scalar type: texts and binary values by their bytes, numbers by their value.
 * @returns Negative, zero or positive; `undefined` when they have no order: other types, or two types.
 */
export function compareValues(left: AttributeValue, right: AttributeValue): number | undefined {
  if ('S' in left && 'S' in right) return compareBytes(utf8(left.S), utf8(right.S));
  if ('N' in left && 'N' in right) return compareDecimals(parseDecimal(left.N), parseDecimal(right.N));
  if ('B' in left && 'B' in right) return compareBytes(decodeBase64(left.B), decodeBase64(right.B));
  return undefined;
}

/** Whether two values are the same: sets whatever their order, numbers by their value. */
export function equalValues(left: AttributeValue, right: AttributeValue): boolean {
  const order = compareValues(left, right);
  if (order !== undefined) return order === 0;
  if (attributeTypeOf(left) !== attributeTypeOf(right)) return false;
  if ('BOOL' in left && 'BOOL' in right) return left.BOOL === right.BOOL;
  if ('L' in left && 'L' in right) {
    return left.L.length === right.L.length && left.L.every((value, index) => isEqualTo(value, right.L[index]));
  }
  if ('M' in left && 'M' in right) {
    const names = Object.keys(left.M);
    return (
      names.length === Object.keys(right.M).length &&
      names.every((name) => Object.hasOwn(right.M, name) && isEqualTo(left.M[name], right.M[name]))
    );
  }
  const [leftElements, rightElements] = [setElements(left), setElements(right)];
  if (leftElements === undefined || rightElements === undefined) return 'NULL' in left;
  // Elements are in one spelling since they came in.
  const others = new Set(rightElements);
  return leftElements.length === others.size && leftElements.every((element) => others.has(element));
}

function isEqualTo(left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  return left !== undefined && right !== undefined && equalValues(left, right);
}
