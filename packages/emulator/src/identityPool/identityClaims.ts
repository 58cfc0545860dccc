import { principalTagsOf } from '../jwt/awsClaims.ts';
import { COGNITO_IDENTITY } from './identityPoolIssuer.ts';
import type { ResolvedIdentity } from './resolveIdentity.ts';
import type { VerifiedLogins } from './verifyLogins.ts';

/** What an identity pool says about somebody, to STS or, in the enhanced flow, to itself. */
export interface IdentityClaims {
  /** The identity pool's id. */
  readonly aud: string;
  /** The identity id. */
  readonly sub: string;
  /** `unauthenticated`, or `authenticated` and each provider, by itself and with the person's name there. */
  readonly amr: readonly string[];
  /** Session tags: attributes for access control. */
  readonly tags: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html */
export function identityClaims({ pool, identity, logins }: ResolvedIdentity): IdentityClaims {
  const tags = Object.assign({}, ...Object.keys(logins).map((provider) => tagsOf(pool, provider, logins))) as IdentityClaims['tags'];
  return { aud: pool.id, sub: identity.id, amr: methodsOf(logins), tags };
}

function methodsOf(logins: VerifiedLogins): readonly string[] {
  const developer = logins[COGNITO_IDENTITY]?.claims['amr'];
  if (Array.isArray(developer)) return developer.map(String);
  if (Object.keys(logins).length === 0) return ['unauthenticated'];
  const providers = Object.entries(logins).flatMap(([provider, { subject, audience, claims }]) => [
    provider,
    `${provider}:${claims['token_use'] === undefined ? audience : 'CognitoSignIn'}:${subject}`,
  ]);
  return ['authenticated', ...providers];
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/attributes-for-access-control.html */
function tagsOf({ principalTags = {} }: ResolvedIdentity['pool'], provider: string, logins: VerifiedLogins): IdentityClaims['tags'] {
  // Your own backend has said which tags somebody has.
  if (provider === COGNITO_IDENTITY) return principalTagsOf(logins[provider]?.claims ?? {});
  const mapping = Object.hasOwn(principalTags, provider) ? principalTags[provider] : undefined;
  const claims = logins[provider]?.claims ?? {};
  return Object.fromEntries(
    Object.entries(mapping ?? {})
      .map(([tag, claim]) => [tag, claims[claim]] as const)
      .filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
