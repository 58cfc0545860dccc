import type { EmulatorState } from '../emulatorState.ts';
import type { TokenIssuer } from '../jwt/verifyJwt.ts';

/** What trust policies and `Logins` call identity pools. */
export const COGNITO_IDENTITY = 'cognito-identity.amazonaws.com';

/** Identity pools as an issuer of OpenID tokens: all share one key, as on AWS. */
export function identityPoolIssuer({ identityPoolKey }: Pick<EmulatorState, 'identityPoolKey'>): TokenIssuer {
  return { issuer: `https://${COGNITO_IDENTITY}`, keys: { owner: identityPoolKey, algorithm: 'RS512' } };
}
