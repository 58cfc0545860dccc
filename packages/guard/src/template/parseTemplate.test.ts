import { expect, it } from 'vitest';
import { parseTemplate } from './parseTemplate.ts';

it.each<[string, unknown]>([
  ['a: !Ref Pool', { a: { Ref: 'Pool' } }],
  ['a: !GetAtt Role.Arn', { a: { 'Fn::GetAtt': 'Role.Arn' } }],
  ['a: !Sub "${Bucket.Arn}/*"', { a: { 'Fn::Sub': '${Bucket.Arn}/*' } }],
  ['a: !If [WithGuests, !GetAtt [Role, Arn], !Ref "AWS::NoValue"]', { a: { 'Fn::If': ['WithGuests', { 'Fn::GetAtt': ['Role', 'Arn'] }, { Ref: 'AWS::NoValue' }] } }],
  ['a: !Not [!Equals [!Ref A, ""], !Condition B]', { a: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'A' }, ''] }, { Condition: 'B' }] } }],
  ['a: !Join\n  - "/"\n  - - !Ref A\n    - b', { a: { 'Fn::Join': ['/', [{ Ref: 'A' }, 'b']] } }],
  ['a: !Transform { Name: AWS::Include, Parameters: { Location: !Ref L } }', { a: { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: { Ref: 'L' } } } } }],
  ['a: !SomethingNew x', { a: { 'Fn::SomethingNew': 'x' } }],
  ['Version: 2012-10-17', { Version: '2012-10-17' }],
  ['a: yes\nb: off', { a: true, b: false }],
  ['a: &x { b: !Ref C }\nd: *x', { a: { b: { Ref: 'C' } }, d: { b: { Ref: 'C' } } }],
  ['{ "a": { "Ref": "Pool" },\n\t"b": ["c"] }', { a: { Ref: 'Pool' }, b: ['c'] }],
  ['', null],
])('reads %j', (text, expected) => {
  expect(parseTemplate(text).template).toEqual(expected);
});

it.each(['a: [', '{ "a": ', 'a: 1\na: 2', 'a: *nowhere', 'a: &x [*x]'])('refuses %j in a sentence', (text) => {
  expect(() => parseTemplate(text)).toThrow(/^This /);
});

it.each(['a: 1\nsecret: "SECRET', 'a: 1\nsecret: "x" SECRET', 'a: 1\n{ SECRET', 'a: 1\nSECRET: [ %SECRET', 'a: 1\nb: *SECRET', 'a: 1\nSECRET: 1\nSECRET: 2', 'a: 1\nb: !<SECRET', 'a: 1\n---\nSECRET: 1', 'a: 1\n\tSECRET\n- SECRET'])('says where %j breaks off, and cites nothing of it', (text) => {
  expect(() => parseTemplate(text)).toThrow(/^This .*(?:line \d|alias)[^\n]*\.$/);
  expect(() => parseTemplate(text)).not.toThrow(/SECRET/);
});

it('knows the line of every part, and of what is nearest to a part that is not there', () => {
  const { lineOf } = parseTemplate('Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      Policies:\n        - !If\n          - A\n          - PolicyName: x\n        - PolicyName: y\n');
  expect(lineOf(['Resources', 'Role'])).toBe(2);
  expect(lineOf(['Resources', 'Role', 'Properties', 'Policies'])).toBe(5);
  expect(lineOf(['Resources', 'Role', 'Properties', 'Policies', 1, 'PolicyName'])).toBe(9);
  expect(lineOf(['Resources', 'Role', 'Properties', 'Policies', 0, 'PolicyDocument', 'Statement'])).toBe(7);
  expect(lineOf(['Resources', 'Role', 'Properties', 'AssumeRolePolicyDocument'])).toBe(4);
  expect(lineOf(['Transform'])).toBe(1);
});
