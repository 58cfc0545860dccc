import type { Rule } from 'eslint';
import { isAllowedAt } from '../isAllowedAt.ts';
import { isPublicSecretName } from '../isPublicSecretName.ts';

/** Reports variables of the environment that are named like keys of AWS and that builds put into the page. */
export const noPublicSecrets: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: { description: 'Disallow AWS keys in variables that builds publish', recommended: true },
    schema: [],
    messages: {
      public:
        '{{name}} would be published. What its prefix begins, builds write into the page, where everybody can read it. ' +
        'Take the variable out of the environment of the build; a page gets temporary credentials (fromCognitoIdentityPool, fromHttp).',
    },
  },
  create(context) {
    const check = (node: Rule.Node, name: unknown): void => {
      if (typeof name !== 'string' || !isPublicSecretName(name) || isAllowedAt(context.sourceCode.text, node.range?.[0] ?? 0)) return;
      context.report({ node, messageId: 'public', data: { name } });
    };
    return {
      Identifier: (node) => check(node, node.name),
      Literal: (node) => check(node, node.value),
    };
  },
};
