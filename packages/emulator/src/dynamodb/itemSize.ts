import { utf8 } from '../bytes.ts';
import type { AttributeValue, Item } from './attributeValue.ts';

/** Largest item, in bytes. */
export const MAX_ITEM_BYTES: number = 400 * 1024;

const COLLECTION_BYTES = 3;

const binaryBytes = (base64: string): number => Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
const numberBytes = (text: string): number => Math.ceil(text.replace(/[-.]/g, '').length / 2) + 1;

function sum<Element>(elements: readonly Element[], sizeOf: (element: Element) => number): number {
  return elements.reduce((total, element) => total + sizeOf(element), 0);
}

function valueSize(value: AttributeValue): number {
  if ('S' in value) return utf8(value.S).length;
  if ('N' in value) return numberBytes(value.N);
  if ('B' in value) return binaryBytes(value.B);
  if ('SS' in value) return sum(value.SS, (text) => utf8(text).length);
  if ('NS' in value) return sum(value.NS, numberBytes);
  if ('BS' in value) return sum(value.BS, binaryBytes);
  if ('L' in value) return COLLECTION_BYTES + sum(value.L, (element) => valueSize(element) + 1);
  if ('M' in value) return COLLECTION_BYTES + itemSize(value.M) + Object.keys(value.M).length;
  return 1;
}

/**
 * The size DynamoDB counts for an item, in bytes: names and values.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSize(item: Item): number {
  return sum(Object.entries(item), ([name, value]) => utf8(name).length + valueSize(value));
}
