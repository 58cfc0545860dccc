import { readOwn } from '../../awsHttp/ownProperty.ts';
import { attributeTypeOf, setElements, type AttributeValue, type Item } from '../attributeValue.ts';
import { addDecimals, formatDecimal, negateDecimal, parseDecimal } from '../decimal.ts';
import { validationError } from '../dynamoDbError.ts';
import { childOf, resolvePath, type DocumentPath } from './documentPath.ts';
import type { SetOperand, UpdateAction } from './updateExpression.ts';

const invalidPath = 'The document path provided in the update expression is invalid for update';
const wrongType = 'An operand in the update expression has an incorrect data type';

function addNumbers(left: AttributeValue, right: AttributeValue, sign: 1 | -1): AttributeValue {
  if (!('N' in left && 'N' in right)) throw validationError(wrongType);
  const addend = parseDecimal(right.N);
  return { N: formatDecimal(addDecimals(parseDecimal(left.N), sign === 1 ? addend : negateDecimal(addend))) };
}

function evaluateOperand(operand: SetOperand, item: Item): AttributeValue {
  switch (operand.kind) {
    case 'value':
      return operand.value;
    case 'path': {
      const value = resolvePath(item, operand.path);
      if (value === undefined) throw validationError('The provided expression refers to an attribute that does not exist in the item');
      return value;
    }
    case 'ifNotExists':
      return resolvePath(item, operand.path) ?? evaluateOperand(operand.fallback, item);
    case 'listAppend': {
      const [head, tail] = [evaluateOperand(operand.head, item), evaluateOperand(operand.tail, item)];
      if (!('L' in head && 'L' in tail)) throw validationError(wrongType);
      return { L: [...head.L, ...tail.L] };
    }
    case 'plus':
      return addNumbers(evaluateOperand(operand.left, item), evaluateOperand(operand.right, item), 1);
    case 'minus':
      return addNumbers(evaluateOperand(operand.left, item), evaluateOperand(operand.right, item), -1);
    default:
      return operand satisfies never;
  }
}

function toSet(type: 'SS' | 'NS' | 'BS', elements: readonly string[]): AttributeValue {
  if (type === 'SS') return { SS: elements };
  return type === 'NS' ? { NS: elements } : { BS: elements };
}

function setTypeOf(value: AttributeValue): 'SS' | 'NS' | 'BS' | undefined {
  const type = attributeTypeOf(value);
  return type === 'SS' || type === 'NS' || type === 'BS' ? type : undefined;
}

/** The same elements with more, or without some; `undefined` for a set that has become empty. */
function changeSet(kind: 'add' | 'delete', current: AttributeValue, change: AttributeValue): AttributeValue | undefined {
  const type = setTypeOf(current);
  if (type === undefined || type !== setTypeOf(change)) throw validationError(wrongType);
  const [elements, changed] = [setElements(current) ?? [], setElements(change) ?? []];
  const result = kind === 'add' ? [...new Set([...elements, ...changed])] : elements.filter((one) => !changed.includes(one));
  return result.length === 0 ? undefined : toSet(type, result);
}

/** What an action leaves at its path; `undefined` removes it. */
function evaluateAction(action: UpdateAction, item: Item): AttributeValue | undefined {
  switch (action.kind) {
    case 'set':
      return evaluateOperand(action.operand, item);
    case 'remove':
      return undefined;
    case 'add':
    case 'delete': {
      const current = resolvePath(item, action.path);
      if (current === undefined) return action.kind === 'add' ? action.value : undefined;
      return 'N' in action.value ? addNumbers(current, action.value, 1) : changeSet(action.kind, current, action.value);
    }
    default:
      return action satisfies never;
  }
}

function withEntry(item: Item, name: string, value: AttributeValue | undefined): Item {
  const others = Object.entries(item).filter(([other]) => other !== name);
  return Object.fromEntries(value === undefined ? others : [...others, [name, value]]);
}

function withElement(list: readonly AttributeValue[], index: number, value: AttributeValue | undefined): readonly AttributeValue[] {
  if (value === undefined) return list.toSpliced(index, 1);
  // Past the end appends, wherever.
  return index < list.length ? list.with(index, value) : [...list, value];
}

function withChild(parent: AttributeValue, segment: string | number, child: AttributeValue | undefined): AttributeValue {
  if (typeof segment === 'number' && 'L' in parent) return { L: withElement(parent.L, segment, child) };
  if (typeof segment === 'string' && 'M' in parent) return { M: withEntry(parent.M, segment, child) };
  throw validationError(invalidPath);
}

function withDescendant(
  parent: AttributeValue,
  [segment, ...rest]: readonly (string | number)[],
  value: AttributeValue | undefined,
): AttributeValue | undefined {
  if (segment === undefined) return value;
  if (rest.length === 0) return withChild(parent, segment, value);
  const child = childOf(parent, segment);
  if (child === undefined) throw validationError(invalidPath);
  return withChild(parent, segment, withDescendant(child, rest, value));
}

function withValue(item: Item, [attribute, ...rest]: DocumentPath, value: AttributeValue | undefined): Item {
  if (rest.length === 0) return withEntry(item, attribute, value);
  const parent = readOwn(item, attribute);
  if (parent === undefined) throw validationError(invalidPath);
  return withEntry(item, attribute, withDescendant(parent, rest, value));
}

/** Later elements go first, so that removing one does not move the next. */
function byIndexFromTheEnd(left: DocumentPath, right: DocumentPath): number {
  const at = left.findIndex((segment, index) => segment !== right[index]);
  const [one, other] = [left[at], right[at]];
  return typeof one === 'number' && typeof other === 'number' ? other - one : 0;
}

/**
 * Applies an update to an item. Every action sees the item as it was before.
 * @param item - The stored item, or only its key when there is none.
 * @returns The new item; the old one is untouched.
 * @throws DynamoDbError `ValidationException` when a path or operand does not fit the item.
 */
export function applyUpdate(actions: readonly UpdateAction[], item: Item): Item {
  const changes = actions.map((action) => ({ path: action.path, value: evaluateAction(action, item) }));
  const writes = changes.filter(({ value }) => value !== undefined);
  const removals = changes
    .filter(({ path, value }) => value === undefined && resolvePath(item, path) !== undefined)
    .toSorted((left, right) => byIndexFromTheEnd(left.path, right.path));
  return [...writes, ...removals].reduce((updated, { path, value }) => withValue(updated, path, value), item);
}
