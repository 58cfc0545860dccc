import { CredentialsError, type Policy, type PolicyStatement } from '@valetkey/core';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

// A service prefix and an action name, both may have wildcards (IAM User Guide, "IAM JSON policy elements: Action").
const ACTION = /^(\*|[\w*?-]+:[\w*?-]+)$/;
// Six parts, of which the last may hold colons; all but the first may have variables and wildcards.
const RESOURCE = /^(\*|arn(:[^:]*){4}:.+)$/s;
// What STS takes as a policy (STS API reference, `AssumeRole`, parameter `Policy`).
const LATIN_1 = /^[\t\n\r\u0020-\u00ff]*$/;
// Ours have no colon; IAM's own do, and its escapes are a single character.
const VARIABLE = /\$\{([\w.-]*)\}/g;

/**
 * Checks the form of a session policy in JSON, in development: IAM says only that something in it is malformed.
 * @throws CredentialsError `POLICY_INVALID`, saying what is wrong with which statement.
 */
export function checkPolicy(text: string): void {
  if (process.env.NODE_ENV === 'production') return;
  const { Version, Statement } = parse(text);
  if (Version !== '2012-10-17') refuse("Version must be '2012-10-17'.");
  // IAM also takes a single statement as it is, but what a page makes of a policy (hints, scopes) reads a list.
  if (!Array.isArray(Statement) || Statement.length === 0) refuse('It needs at least one statement, in a list.');
  if (!LATIN_1.test(text)) refuse('STS takes characters up to U+00FF only: use a wildcard.');
  (Statement as Policy['Statement']).forEach((statement, index) => {
    const fault = faultOf(statement);
    if (fault !== undefined) refuse(`Statement ${index + 1}: ${fault}`);
  });
}

// Policies also come from files and servers, whatever their type says.
function parse(text: string): Partial<Policy> {
  try {
    return (JSON.parse(text) ?? {}) as Partial<Policy>;
  } catch {
    return refuse('It is no JSON.');
  }
}

function refuse(detail: string): never {
  throw new CredentialsError('POLICY_INVALID', { detail });
}

function faultOf(statement: PolicyStatement): string | undefined {
  const { Sid = '', Effect, Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  if (!/^[a-z\d]*$/i.test(Sid)) return 'a Sid has letters and digits only.';
  if (Effect !== 'Allow' && Effect !== 'Deny') return "Effect must be 'Allow' or 'Deny'.";
  if ('Principal' in statement || 'NotPrincipal' in statement) return 'a session policy names no principal.';
  return (
    faultOfList('Action', Action, NotAction, ACTION, "'service:Action' or '*'") ??
    faultOfList('Resource', Resource, NotResource, RESOURCE, "an ARN with six parts or '*'") ??
    faultOfVariables([Resource, NotResource, Condition])
  );
}

type Texts = string | readonly string[] | undefined;

function faultOfList(name: string, these: Texts, not: Texts, form: RegExp, words: string): string | undefined {
  if ((these === undefined) === (not === undefined)) return `it needs either ${name} or Not${name}.`;
  const texts: readonly unknown[] = [these ?? not].flat();
  if (texts.length === 0) return `${name} is empty.`;
  const wrong = texts.find((text) => typeof text !== 'string' || !form.test(text));
  return wrong === undefined ? undefined : `${name} ${JSON.stringify(wrong)} is not ${words}.`;
}

function faultOfVariables(parts: readonly unknown[]): string | undefined {
  const names = Array.from(JSON.stringify(parts).matchAll(VARIABLE), ([, name]) => name);
  const unknown = names.find((name) => name !== 'identityId');
  return unknown === undefined ? undefined : `there is no variable "\${${unknown}}"; IAM's own have a colon, ours is \${identityId}.`;
}
