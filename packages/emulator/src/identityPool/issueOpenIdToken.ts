import type { ServiceContext } from '../emulatorService.ts';
import { TAGS_CLAIM } from '../jwt/awsClaims.ts';
import { signJwt } from '../jwt/signJwt.ts';
import type { IdentityClaims } from './identityClaims.ts';
import { identityPoolIssuer } from './identityPoolIssuer.ts';

/**
 * A token that says to STS who somebody is.
 * @param seconds - How long it lives.
 */
export function issueOpenIdToken(
  { state, clock, changed }: ServiceContext,
  { tags, ...claims }: IdentityClaims,
  seconds: number,
): Promise<string> {
  const { issuer } = identityPoolIssuer(state);
  const issuedAt = Math.floor(clock.now() / 1000);
  const tagClaims = { principal_tags: Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, [value]])) };
  return signJwt(
    {
      ...claims,
      iss: issuer,
      iat: issuedAt,
      exp: issuedAt + seconds,
      ...(Object.keys(tags).length === 0 ? {} : { [TAGS_CLAIM]: tagClaims }),
    },
    state.identityPoolKey,
    'RS512',
    changed,
  );
}
