import type { LoginTokens } from '../wire/createIdentityPoolApi.ts';

/**
 * Names the person whom tokens are for, so that an identity id is kept for nobody else.
 * @returns `provider/subject` of the first token that says its subject; `undefined` when all are opaque.
 */
export function readUserKey(logins: LoginTokens): string | undefined {
  for (const [provider, token] of Object.entries(logins)) {
    const subject = readSubject(token);
    if (subject !== undefined) return `${provider}/${subject}`;
  }
  return undefined;
}

function readSubject(token: string): string | undefined {
  try {
    // Not verified: it only labels what we keep, and the service checks the token itself.
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const { sub } = JSON.parse(atob(payload)) as { readonly sub?: unknown };
    return typeof sub === 'string' ? sub : undefined;
  } catch {
    return undefined;
  }
}
