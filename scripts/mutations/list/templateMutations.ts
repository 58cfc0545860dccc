import type { Mutation } from '../mutations.ts';

const TRUST_RULES = 'packages/guard/src/template/rules/trustRules.ts';
const checkTest = 'packages/guard/src/template/checkTemplate.test.ts';
const enforcementTest = 'packages/guard/src/template/enforcement.test.ts';

/** Templates that give away more than they say, and are found to be in order. */
export const templateMutations: readonly Mutation[] = [
  {
    invariant: 7,
    what: 'A template that makes an access key is in order.',
    file: 'packages/guard/src/template/rules/keyRules.ts',
    find: "resourcesOf(template, 'AWS::IAM::AccessKey')",
    replace: "resourcesOf(template, 'AWS::IAM::AccessKeys')",
    test: { file: checkTest, name: '%s is found' },
  },
  {
    invariant: 8,
    what: 'A template whose role trusts every identity pool is in order.',
    file: TRUST_RULES,
    find: '    ...roles.flatMap(({ trust }) => trust.flatMap((statement) => audienceRemarks(statement, template))),\n',
    replace: '',
    test: { file: enforcementTest, name: 'is everybody of another identity pool, until aud is taken out, which the check finds' },
  },
  {
    invariant: 8,
    what: 'A template whose role trusts guests as well as people who are signed in is in order.',
    file: TRUST_RULES,
    find: '    ...roles.flatMap(({ trust }) => trust.flatMap((statement) => loginRemarks(statement, template))),\n',
    replace: '',
    test: { file: enforcementTest, name: 'is every guest where the role is for people who are signed in, until amr is taken out, which the check finds' },
  },
  {
    invariant: 8,
    what: 'A template whose role names an identity pool by a wildcard is in order.',
    file: 'packages/guard/src/template/rules/judgeAudience.ts',
    find: "operator === 'StringLike' && /[*?]/.test(text)",
    replace: "operator === 'StringLikes' && /[*?]/.test(text)",
    test: { file: checkTest, name: 'is found when it %s' },
  },
  {
    invariant: 8,
    what: 'A template whose role lets in guests by a wildcard, beside people who are signed in, is in order.',
    file: 'packages/guard/src/template/rules/judgeLogin.ts',
    find: "written.some((login) => admits(login, 'unauthenticated')) &&",
    replace: "written.includes('unauthenticated') &&",
    test: {
      file: 'packages/guard/src/template/agreement.test.ts',
      name: 'agree: wherever a trust policy lets in a stranger, or guests beside others, the check says so',
    },
  },
  {
    invariant: 8,
    what: 'A condition that is known only when it is deployed is taken for a good one.',
    file: 'packages/guard/src/template/rules/judgeAudience.ts',
    find: 'return problem ?? unknown ?? { binds: true };',
    replace: 'return problem ?? (unknown && undefined) ?? { binds: true };',
    test: { file: checkTest, name: 'is said to be unchecked: $place' },
  },
  {
    invariant: 8,
    what: 'Guests may write what belongs to everybody, and the template is in order.',
    file: 'packages/guard/src/template/rules/judgePermission.ts',
    find: 'return writes.length === 0 || isOwn ?',
    replace: 'return writes.length === 0 || !isOwn ?',
    test: { file: checkTest, name: 'is found when they %s, and that they are let in' },
  },
  {
    invariant: 8,
    what: 'What a condition of the template may bring is left out of its check.',
    file: 'packages/guard/src/template/possibleValues.ts',
    find: 'return listOf(argument).slice(1).flatMap(',
    replace: 'return listOf(argument).slice(1, 2).flatMap(',
    test: { file: checkTest, name: 'is found when it is %s' },
  },
];
