import { expect, it } from 'vitest';
import type { Item } from '../attributeValue.ts';
import { applyUpdate } from './applyUpdate.ts';
import { ExpressionReader } from './expressionReader.ts';
import { parseUpdate } from './parseUpdate.ts';
import { createPlaceholders } from './placeholders.ts';

const item: Item = {
  id: { S: 'a' },
  n: { N: '5' },
  l: { L: [{ S: 'p' }, { S: 'q' }, { S: 'r' }] },
  m: { M: { deepest: { N: '1' } } },
  tags: { SS: ['x', 'y'] },
};

const values = {
  ':s': { S: 'new' },
  ':one': { N: '1' },
  ':x': { SS: ['x'] },
  ':xy': { SS: ['x', 'y'] },
  ':z': { SS: ['z', 'x'] },
  ':list': { L: [{ S: 't' }] },
  ':numbers': { NS: ['1'] },
};

function parse(expression: string) {
  return parseUpdate(new ExpressionReader('UpdateExpression', expression, createPlaceholders({ ExpressionAttributeValues: values })));
}

it.each<[string, Item]>([
  ['SET s = :s', { ...item, s: { S: 'new' } }],
  ['set n = n + :one', { ...item, n: { N: '6' } }],
  ['SET n = :one - n', { ...item, n: { N: '-4' } }],
  ['SET n = if_not_exists(n, :one) + :one, c = if_not_exists(c, :one)', { ...item, n: { N: '6' }, c: { N: '1' } }],
  ['SET l = list_append(l, :list)', { ...item, l: { L: [{ S: 'p' }, { S: 'q' }, { S: 'r' }, { S: 't' }] } }],
  ['SET l = list_append(if_not_exists(absent, :list), l)', { ...item, l: { L: [{ S: 't' }, { S: 'p' }, { S: 'q' }, { S: 'r' }] } }],
  ['SET l[1] = :s', { ...item, l: { L: [{ S: 'p' }, { S: 'new' }, { S: 'r' }] } }],
  ['SET l[9] = :s', { ...item, l: { L: [{ S: 'p' }, { S: 'q' }, { S: 'r' }, { S: 'new' }] } }],
  ['SET m.deepest = :s, m.again = m.deepest', { ...item, m: { M: { deepest: { S: 'new' }, again: { N: '1' } } } }],
  ['SET a = n, n = :one', { ...item, a: { N: '5' }, n: { N: '1' } }],
  ['REMOVE l[0], l[2]', { ...item, l: { L: [{ S: 'q' }] } }],
  ['SET l[1] = :s REMOVE l[0]', { ...item, l: { L: [{ S: 'new' }, { S: 'r' }] } }],
  ['REMOVE m.deepest, absent, l[7]', { ...item, m: { M: {} } }],
  ['REMOVE n SET s = :s', { id: item['id']!, l: item['l']!, m: item['m']!, tags: item['tags']!, s: { S: 'new' } }],
  ['ADD n :one, c :one', { ...item, n: { N: '6' }, c: { N: '1' } }],
  ['ADD tags :z', { ...item, tags: { SS: ['x', 'y', 'z'] } }],
  ['ADD fresh :z', { ...item, fresh: { SS: ['z', 'x'] } }],
  ['ADD m.deepest :one', { ...item, m: { M: { deepest: { N: '2' } } } }],
  ['DELETE tags :x', { ...item, tags: { SS: ['y'] } }],
  ['DELETE tags :xy', { id: item['id']!, n: item['n']!, l: item['l']!, m: item['m']! }],
  ['DELETE absent :x', item],
])('%s', (expression, expected) => {
  const before = structuredClone(item);
  expect(applyUpdate(parse(expression), item)).toEqual(expected);
  expect(item).toEqual(before);
});

it.each([
  ['SET s = absent', /refers to an attribute that does not exist in the item/],
  ['SET s = id + :one', /incorrect data type/],
  ['SET s = list_append(n, :list)', /incorrect data type/],
  ['SET absent.deepest = :s', /document path provided in the update expression is invalid/],
  ['SET n.deepest = :s', /document path provided in the update expression is invalid/],
  ['SET m[0] = :s', /document path provided in the update expression is invalid/],
  ['ADD id :one', /incorrect data type/],
  ['ADD tags :numbers', /incorrect data type/],
  ['DELETE n :x', /incorrect data type/],
])('%s does not fit the item', (expression, message) => {
  expect(() => applyUpdate(parse(expression), item)).toThrow(message);
});

it.each([
  ['SET', /Syntax error/],
  ['s = :s', /Syntax error; token: "s"/],
  ['SET s = :s SET n = :one', /"SET" section can only be used once/],
  ['SET s = :s, s = :one', /Two document paths overlap/],
  ['SET m.deepest = :s REMOVE m', /Two document paths overlap.*path one: \[m, deepest\], path two: \[m\]/],
  ['SET s = frobnicate(n, :one)', /Invalid function name; function: frobnicate/],
  ['SET s = :s,', /Syntax error/],
  ['ADD n :s', /Incorrect operand type for operator or function; operator: ADD, operand type: S/],
  ['DELETE tags :one', /Incorrect operand type for operator or function; operator: DELETE, operand type: N/],
])('%s is no update', (expression, message) => {
  expect(() => parse(expression)).toThrow(message);
});
