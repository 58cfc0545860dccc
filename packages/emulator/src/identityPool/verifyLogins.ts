import { readOwn } from '../awsHttp/ownProperty.ts';
import { CognitoError } from '../cognitoWire/cognitoError.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { claimedIssuer, verifyJwt } from '../jwt/verifyJwt.ts';
import type { LoginProviderState } from '../loginProviders/loginProviderState.ts';
import { loginOf, verifyLoginToken, type LoginVerdict, type VerifiedLogin } from '../loginProviders/verifyLoginToken.ts';
import type { SamlProviderState } from '../saml/samlProviderState.ts';
import { verifySamlResponse } from '../saml/verifySamlResponse.ts';
import type { UserPoolState } from '../userPool/userPoolState.ts';
import { userPoolIssuer } from '../userPool/verifyToken.ts';
import { COGNITO_IDENTITY, identityPoolIssuer } from './identityPoolIssuer.ts';
import type { IdentityPoolState } from './identityPoolState.ts';
import { samlLogin } from './samlLogin.ts';

/** Who somebody is, by login provider name. */
export type VerifiedLogins = Readonly<Record<string, VerifiedLogin>>;

/**
 * Verifies the `Logins` of a request: provider name → token becomes provider name → who it belongs to.
 * @throws CognitoError `NotAuthorizedException` in the words AWS has for each fault.
 */
export async function verifyLogins(
  context: ServiceContext,
  identityPool: IdentityPoolState,
  logins: Readonly<Record<string, string>>,
): Promise<VerifiedLogins> {
  const verified: Record<string, VerifiedLogin> = {};
  for (const [provider, token] of Object.entries(logins)) {
    verified[provider] = await verifyLogin(context, identityPool, provider, token);
  }
  return verified;
}

function verifyLogin(context: ServiceContext, identityPool: IdentityPoolState, provider: string, token: string): Promise<VerifiedLogin> {
  if (provider === COGNITO_IDENTITY) return verifyDeveloperToken(context, identityPool, token);
  const userPool = Object.values(context.state.userPools).find((candidate) => providerNameOf(candidate) === provider);
  const clientIds = identityPool.userPools.filter((link) => link.userPoolId === userPool?.id).map((link) => link.clientId);
  if (userPool !== undefined && clientIds.length > 0) return verifyUserPoolToken(context, userPool, clientIds, token);
  const thirdParty = readOwn(context.state.loginProviders, provider);
  const apps = (identityPool.loginProviders ?? []).filter((link) => link.provider === provider).map((link) => link.clientId);
  if (thirdParty !== undefined && apps.length > 0) return verifyThirdPartyToken(context, thirdParty, apps, token);
  const samlProvider = (identityPool.samlProviders ?? []).includes(provider) ? readOwn(context.state.samlProviders, provider) : undefined;
  if (samlProvider !== undefined) return verifySamlLogin(context, samlProvider, token);
  throw new CognitoError('NotAuthorizedException', 'Token is not from a supported provider of this identity pool.');
}

/** A SAML response: its attributes are the claims that role mappings and tags ask for. */
async function verifySamlLogin(context: ServiceContext, provider: SamlProviderState, response: string): Promise<VerifiedLogin> {
  const verdict = await verifySamlResponse(context, provider, response);
  switch (verdict.kind) {
    case 'valid':
      return samlLogin(verdict.assertion, provider.arn);
    case 'expired':
      throw invalidToken(`Token expired: ${context.clock.now()} >= ${verdict.expiredAt}`);
    case 'wrong-issuer':
      throw invalidToken("Issuer doesn't match providerName");
    case 'wrong-audience':
      throw invalidToken('Incorrect token audience.');
    case 'wrong-signature':
      throw invalidToken("Couldn't verify signed token.");
    case 'malformed':
      throw invalidToken('Not a valid SAML response.');
    default:
      return verdict satisfies never;
  }
}

async function verifyUserPoolToken(
  context: ServiceContext,
  userPool: UserPoolState,
  clientIds: readonly string[],
  token: string,
): Promise<VerifiedLogin> {
  const notCognito = 'Not a Cognito token.';
  requireIssuer(token, userPool.issuer, notCognito);
  const verdict = await verifyJwt(token, userPoolIssuer(userPool), { now: context.clock.now(), changed: context.changed });
  const login = requireValid(context, verdict.kind === 'valid' ? { kind: 'valid', login: loginOf(verdict.claims) } : verdict, notCognito);
  if (login.claims['token_use'] !== 'id' || login.subject === '') throw invalidToken(notCognito);
  return requireAudience(login, clientIds);
}

async function verifyThirdPartyToken(
  context: ServiceContext,
  provider: LoginProviderState,
  apps: readonly string[],
  token: string,
): Promise<VerifiedLogin> {
  const notOpenId = 'Not a valid OpenId Connect identity token.';
  if (provider.kind === 'openId') requireIssuer(token, provider.issuer, notOpenId);
  return requireAudience(requireValid(context, await verifyLoginToken(context, provider, token), notOpenId), apps);
}

/** A token of `GetOpenIdTokenForDeveloperIdentity`: the subject is the identity itself, and the audience the pool. */
async function verifyDeveloperToken(context: ServiceContext, identityPool: IdentityPoolState, token: string): Promise<VerifiedLogin> {
  const issuer = identityPoolIssuer(context.state);
  requireIssuer(token, issuer.issuer, 'Not a Cognito token.');
  const check = { now: context.clock.now(), changed: context.changed, requiredClaims: ['sub', 'aud', 'exp'] };
  const verdict = await verifyJwt(token, issuer, check);
  const login = requireValid(context, verdict.kind === 'valid' ? { kind: 'valid', login: loginOf(verdict.claims) } : verdict, 'Not a Cognito token.');
  return requireAudience(login, [identityPool.id]);
}

function requireIssuer(token: string, expected: string, malformed: string): void {
  const issuer = claimedIssuer(token);
  if (issuer === undefined) throw invalidToken(malformed);
  if (issuer !== expected) throw invalidToken("Issuer doesn't match providerName");
}

function requireAudience(login: VerifiedLogin, welcome: readonly string[]): VerifiedLogin {
  if (!welcome.includes(login.audience)) throw invalidToken('Incorrect token audience.');
  return login;
}

function requireValid({ clock }: ServiceContext, verdict: LoginVerdict, malformed: string): VerifiedLogin {
  switch (verdict.kind) {
    case 'valid':
      return verdict.login;
    case 'expired':
      throw invalidToken(`Token expired: ${Math.floor(clock.now() / 1000)} >= ${verdict.expiredAt}`);
    case 'wrong-signature':
    case 'unknown-key':
      throw invalidToken("Couldn't verify signed token.");
    case 'missing-claim':
      throw invalidToken(`Missing a required claim: ${verdict.claim}`);
    case 'malformed':
      throw invalidToken(malformed);
    case 'unreachable':
      throw new CognitoError('ExternalServiceException', 'The login provider could not be reached. Please try again.');
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
