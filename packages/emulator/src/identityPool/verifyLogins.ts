import { CognitoError } from '../cognitoWire/cognitoError.ts';
import type { ServiceContext } from '../emulatorService.ts';
import type { UserPoolState } from '../userPool/userPoolState.ts';
import { claimedIssuer, verifyToken } from '../userPool/verifyToken.ts';
import type { IdentityPoolState } from './identityPoolState.ts';

/**
 * Verifies the `Logins` of a request: provider name → ID token becomes provider name → `sub`.
 * @throws CognitoError `NotAuthorizedException` in the words AWS has for each fault.
 */
export async function verifyLogins(
  context: ServiceContext,
  identityPool: IdentityPoolState,
  logins: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  const verified: Record<string, string> = {};
  for (const [provider, token] of Object.entries(logins)) {
    verified[provider] = await verifyLogin(context, identityPool, provider, token);
  }
  return verified;
}

async function verifyLogin(
  context: ServiceContext,
  identityPool: IdentityPoolState,
  provider: string,
  token: string,
): Promise<string> {
  const userPool = Object.values(context.state.userPools).find((candidate) => providerNameOf(candidate) === provider);
  const clientIds = identityPool.userPools.filter((link) => link.userPoolId === userPool?.id).map((link) => link.clientId);
  if (userPool === undefined || clientIds.length === 0) {
    throw new CognitoError('NotAuthorizedException', 'Token is not from a supported provider of this identity pool.');
  }
  const issuer = claimedIssuer(token);
  if (issuer === undefined) throw invalidToken('Not a Cognito token.');
  if (issuer !== userPool.issuer) throw invalidToken("Issuer doesn't match providerName");

  const verdict = await verifyToken(context, userPool, token);
  switch (verdict.kind) {
    case 'expired':
      throw invalidToken(`Token expired: ${Math.floor(context.clock.now() / 1000)} >= ${verdict.expiredAt}`);
    case 'wrong-signature':
      throw invalidToken("Couldn't verify signed token.");
    case 'malformed':
      throw invalidToken('Not a Cognito token.');
    case 'valid': {
      const { token_use: use, aud: audience, sub } = verdict.claims;
      if (use !== 'id' || sub === undefined) throw invalidToken('Not a Cognito token.');
      if (typeof audience !== 'string' || !clientIds.includes(audience)) throw invalidToken('Incorrect token audience.');
      return sub;
    }
    default:
      return verdict satisfies never;
  }
}

/** The name a user pool has in `Logins`: its issuer without the scheme. */
function providerNameOf(pool: UserPoolState): string {
  return pool.issuer.replace(/^https?:\/\//, '');
}

function invalidToken(reason: string): CognitoError {
  return new CognitoError('NotAuthorizedException', `Invalid login token. ${reason}`);
}
