import { getPropertyName, getStaticValue } from '@eslint-community/eslint-utils';
import type { Rule } from 'eslint';
import { isAllowedAt } from '../isAllowedAt.ts';
import { isPublicName } from '../isPublicSecretName.ts';

type ObjectExpression = Extract<Rule.Node, { type: 'ObjectExpression' }>;
type Expression = Parameters<typeof getStaticValue>[0];

/** The options that take keys: of a client, and of a provider that assumes a role with them. */
const GIVEN_AS: readonly string[] = ['credentials', 'masterCredentials'];

interface EnvironmentVariable {
  /** `import.meta.env`, `process.env`, or another object. */
  readonly of: string;
  readonly name: string;
}

/**
 * Reports keys that are given to a client as an object: written down, from a variable that builds publish, or without a session
 * token, so that they do not end. Meant for code that runs in a browser; keys from `process.env` are taken for a server's.
 */
export const noStaticCredentials: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: { description: 'Disallow clients with fixed AWS keys in browser code', recommended: true },
    schema: [],
    messages: {
      fixed:
        'This client would have fixed keys. Everybody who opens the page has them, and they are never replaced. ' +
        'Give it a provider: credentials: store.provider, or useClient inside a CredentialsProvider.',
      lasting:
        'This client would have keys without a session token. Such keys do not end, and browsers refuse them. ' +
        'Give it a provider of temporary credentials: credentials: store.provider, or useClient inside a CredentialsProvider.',
    },
  },
  create(context) {
    const { sourceCode } = context;

    /** `import.meta.env.NAME` and `process.env.NAME`, also with a default or a type. */
    const variableOf = (node: Expression): EnvironmentVariable | undefined => {
      // TypeScript's `!` and `as string`, which ESTree does not know.
      if (node.type.startsWith('TS') && 'expression' in node) return variableOf(node.expression as Expression);
      if (node.type === 'LogicalExpression') return variableOf(node.left);
      if (node.type !== 'MemberExpression') return undefined;
      return { of: sourceCode.getText(node.object as Rule.Node), name: getPropertyName(node) ?? '' };
    };

    const check = (node: ObjectExpression): void => {
      const keyId = valueOf(node, 'accessKeyId');
      if (keyId === undefined || isAllowedAt(sourceCode.text, node.range?.[0] ?? 0)) return;
      const variable = variableOf(keyId);
      if (variable !== undefined && isOfServer(variable)) return;
      const isWritten = getStaticValue(keyId, sourceCode.getScope(node)) !== null;
      if (isWritten || isPublished(variable)) context.report({ node, messageId: 'fixed' });
      else if (valueOf(node, 'sessionToken') === undefined && !hasSpread(node)) context.report({ node, messageId: 'lasting' });
    };

    return {
      'Property > ObjectExpression': (node: ObjectExpression) => {
        const property = node.parent;
        if (property.type !== 'Property' || property.value !== node || !GIVEN_AS.includes(getPropertyName(property) ?? '')) return;
        if (property.parent.type === 'ObjectExpression' && isOfClient(property.parent)) check(node);
      },
      // new AWS.S3({ accessKeyId, … }), AWS.config.update({ accessKeyId, … }) of the SDK's second version
      ':matches(NewExpression, CallExpression[callee.property.name="update"]) > ObjectExpression': (node: ObjectExpression) => {
        if (valueOf(node, 'secretAccessKey') !== undefined) check(node);
      },
    };
  },
};

function valueOf(node: ObjectExpression, name: string): Expression | undefined {
  const property = node.properties.find((one) => one.type === 'Property' && getPropertyName(one) === name);
  return property?.type === 'Property' ? (property.value as Expression) : undefined;
}

/** Whether an object is what a client or a provider is made from, and not just one that has credentials: an answer, a test's expectation. */
function isOfClient(config: ObjectExpression): boolean {
  if (valueOf(config, 'region') !== undefined || valueOf(config, 'endpoint') !== undefined) return true;
  const { parent } = config;
  // new S3Client({ … }), clientDefaults={{ … }}, useClient(S3Client, { … }), fromTemporaryCredentials({ … })
  if (parent.type === 'NewExpression' || (parent.type as string) === 'JSXExpressionContainer') return true;
  return parent.type === 'CallExpression' && parent.callee.type === 'Identifier' && /^(?:use|from)[A-Z]/.test(parent.callee.name);
}

function hasSpread(node: ObjectExpression): boolean {
  return node.properties.some(({ type }) => type === 'SpreadElement');
}

/** Where builds do not publish the name: no page has it. */
function isOfServer(variable: EnvironmentVariable): boolean {
  return variable.of === 'process.env' && !isPublicName(variable.name);
}

function isPublished(variable: EnvironmentVariable | undefined): boolean {
  return variable?.of === 'import.meta.env' || (variable?.of === 'process.env' && isPublicName(variable.name));
}
