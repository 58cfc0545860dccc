import type { CredentialScopeRequest } from '@valetkey/core';

/** The query parameter in which `fromHttp({ scopeParameter: 'scope' })` says what a page asks for. */
export const SCOPE_PARAMETER = 'scope';

/** The longest scope, in characters as JSON: a policy of 2,048, ten ARNs of managed policies, a role. */
const MAX_SCOPE_LENGTH = 8_192;

/**
 * Reads what a page asks for.
 * @returns `undefined` when it asks for nothing less; `'invalid'` for what is no scope.
 */
export function readScope(url: string): CredentialScopeRequest | 'invalid' | undefined {
  const text = new URL(url).searchParams.get(SCOPE_PARAMETER);
  if (text === null) return undefined;
  if (text.length > MAX_SCOPE_LENGTH) return 'invalid';
  try {
    const { policy, policyArns, roleArn, durationSeconds, ...rest } = Object(JSON.parse(text)) as Record<string, unknown>;
    const isScope =
      Object.keys(rest).length === 0 &&
      (policy === undefined || (typeof policy === 'object' && policy !== null)) &&
      (policyArns === undefined || (Array.isArray(policyArns) && policyArns.every((arn) => typeof arn === 'string'))) &&
      (roleArn === undefined || typeof roleArn === 'string') &&
      (durationSeconds === undefined || typeof durationSeconds === 'number');
    // Who grants it, and then the provider, judge what is in it.
    return isScope ? ({ policy, policyArns, roleArn, durationSeconds } as CredentialScopeRequest) : 'invalid';
  } catch {
    return 'invalid';
  }
}
