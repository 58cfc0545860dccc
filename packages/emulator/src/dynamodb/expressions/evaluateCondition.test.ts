import { expect, it } from 'vitest';
import { evaluateCondition } from './evaluateCondition.ts';
import { ExpressionReader } from './expressionReader.ts';
import { parseCondition } from './parseCondition.ts';
import { createPlaceholders } from './placeholders.ts';

const item = {
  id: { S: 'a' },
  age: { N: '9' },
  title: { S: 'Élan' },
  raw: { B: btoa('hello') },
  tags: { SS: ['x', 'y'] },
  sizes: { NS: ['1', '2.5'] },
  on: { BOOL: true },
  nothing: { NULL: true },
  list: { L: [{ S: 'p' }, { M: { deep: { N: '1' } } }] },
  map: { M: { deepest: { S: 'v' }, 'a.b': { S: 'dotted' } } },
};

const names = { '#on': 'on', '#list': 'list', '#map': 'map', '#dotted': 'a.b', '#nothing': 'nothing', '#raw': 'raw' };
const values = {
  ':a': { S: 'a' },
  ':b': { S: 'b' },
  ':ten': { N: '10' },
  ':nine': { N: '9.0' },
  ':one': { N: '1' },
  ':two': { N: '2' },
  ':five': { N: '5' },
  ':true': { BOOL: true },
  ':null': { NULL: true },
  ':yx': { SS: ['y', 'x'] },
  ':x': { S: 'x' },
  ':hel': { B: btoa('hel') },
  ':p': { S: 'p' },
  ':v': { S: 'v' },
  ':dotted': { S: 'dotted' },
  ':typeS': { S: 'S' },
  ':typeSS': { S: 'SS' },
  ':E': { S: 'É' },
  ':an': { S: 'lan' },
  ':map': { M: { deep: { N: '1.0' } } },
};

function parse(expression: string) {
  return parseCondition(
    new ExpressionReader('ConditionExpression', expression, createPlaceholders({ ExpressionAttributeNames: names, ExpressionAttributeValues: values })),
  );
}

it.each([
  ['id = :a', true],
  ['id <> :a', false],
  ['id < :b', true],
  ['age < :ten', true],
  ['age = :nine', true],
  ['age >= :nine AND age <= :nine', true],
  ['age > :a', false],
  ['age = :a', false],
  ['age <> :a', true],
  ['absent = :a', false],
  ['absent <> :a', true],
  ['absent < :a', false],
  ['#on = :true', true],
  ['#nothing = :null', true],
  ['tags = :yx', true],
  ['age BETWEEN :one AND :ten', true],
  ['age between :ten and :ten', false],
  ['id IN (:b, :a)', true],
  ['id IN (:b)', false],
  ['attribute_exists(id)', true],
  ['attribute_exists(absent)', false],
  ['attribute_not_exists(#map.absent)', true],
  ['attribute_type(id, :typeS)', true],
  ['attribute_type(tags, :typeSS)', true],
  ['attribute_type(age, :typeS)', false],
  ['begins_with(title, :E)', true],
  ['begins_with(#raw, :hel)', true],
  ['begins_with(age, :one)', false],
  ['contains(title, :an)', true],
  ['contains(tags, :x)', true],
  ['contains(sizes, :one)', true],
  ['contains(sizes, :two)', false],
  ['contains(#list, :p)', true],
  ['contains(#list, :map)', true],
  ['contains(id, age)', false],
  ['size(title) = :five', true],
  ['size(#raw) = :five', true],
  ['size(tags) = :two', true],
  ['size(#list) = :two', true],
  ['size(#map) = :two', true],
  ['size(age) = :one', false],
  ['#list[0] = :p', true],
  ['#list[1].deep = :one', true],
  ['#list[9] = :p', false],
  ['#map.deepest = :v', true],
  ['#map.#dotted = :dotted', true],
  ['NOT id = :b', true],
  ['NOT NOT id = :a', true],
  ['id = :b OR id = :a AND age = :nine', true],
  ['(id = :a OR id = :b) AND age = :ten', false],
  ['id = :a OR id = :b AND age = :ten', true],
  ['NOT id = :b AND age = :nine', true],
  ['NOT (id = :a AND age = :nine)', false],
  ['  id=:a  ', true],
])('%s is %s', (expression, expected) => {
  expect(evaluateCondition(parse(expression), item)).toBe(expected);
});

it.each([
  ['', /can not be empty/],
  ['   ', /can not be empty/],
  ['id', /Syntax error; token: "<EOF>"/],
  ['id = ', /Syntax error; token: "<EOF>"/],
  ['id == :a', /Syntax error; token: "="/],
  ['id = :a id', /Syntax error; token: "id"/],
  ['(id = :a', /Syntax error; token: "<EOF>"/],
  ['id = :a)', /Syntax error; token: "\)"/],
  ['id = "a"', /Syntax error; token: """/],
  ['list[0] = :a', /reserved keyword: list/],
  ['Name = :a', /reserved keyword: Name/],
  ['id = :undefined', /attribute value used in expression is not defined; attribute value: :undefined/],
  ['#undefined = :a', /attribute name used in the document path is not defined; attribute name: #undefined/],
  ['id[x] = :a', /Syntax error/],
  ['exists(id)', /Invalid function name; function: exists/],
  ['Contains(id, :a)', /Invalid function name; function: Contains/],
  ['attribute_type(id, :b)', /Invalid attribute type name found; type: b/],
  ['id IN ()', /Syntax error; token: "\)"/],
  ['size(id)', /Syntax error/],
  ['(id = :a) = :a', /Syntax error/],
  [`${'('.repeat(400)}id = :a${')'.repeat(400)}`, /too many operators/],
  [`id = :a${' OR id = :a'.repeat(400)}`, /exceeded the maximum allowed size/],
])('refuses %s', (expression, message) => {
  expect(() => parse(expression)).toThrow(message);
});
