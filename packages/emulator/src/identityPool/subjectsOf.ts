import { COGNITO_IDENTITY } from './identityPoolIssuer.ts';
import type { VerifiedLogins } from './verifyLogins.ts';

/** What is linked to an identity: provider name → the person's name there. A developer's token is no login of its own. */
export function subjectsOf(logins: VerifiedLogins): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(logins)
      .filter(([provider]) => provider !== COGNITO_IDENTITY)
      .map(([provider, { subject }]) => [provider, subject]),
  );
}
