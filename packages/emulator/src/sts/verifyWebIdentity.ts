import { readOwn } from '../awsHttp/ownProperty.ts';
import type { ServiceContext } from '../emulatorService.ts';
import type { ContextKeys } from '../gate/callerContext.ts';
import { EMULATOR_ACCOUNT_ID } from '../iam/iamState.ts';
import { COGNITO_IDENTITY, identityPoolIssuer } from '../identityPool/identityPoolIssuer.ts';
import { claimedIssuer, verifyJwt } from '../jwt/verifyJwt.ts';
import { builtInProvider, type LoginProviderState } from '../loginProviders/loginProviderState.ts';
import { loginOf, verifyLoginToken, type LoginVerdict, type VerifiedLogin } from '../loginProviders/verifyLoginToken.ts';
import { StsError } from './stsError.ts';

/** Who holds a web identity token. */
export interface WebIdentity extends VerifiedLogin {
  /** What trust policies may call the provider: its host, or the ARN it is registered under with IAM. */
  readonly providerNames: readonly [string, ...string[]];
  /** `HOST:aud`, `HOST:sub`, `HOST:amr`, for conditions and policy variables. */
  readonly keys: ContextKeys;
}

/**
 * Verifies the token of `AssumeRoleWithWebIdentity`: an OpenID token of a login provider or of an identity pool, or, where
 * `ProviderId` names Login with Amazon or Facebook, an access token.
 * @throws StsError `InvalidIdentityToken`, `ExpiredTokenException`, `IDPRejectedClaim`, `IDPCommunicationError`.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export async function verifyWebIdentity(context: ServiceContext, token: string, providerId: string | undefined): Promise<WebIdentity> {
  if (providerId !== undefined) return verifyAccessToken(context, token, providerId);
  const issuer = claimedIssuer(token);
  if (issuer === undefined) throw notAJwt();
  if (issuer === identityPoolIssuer(context.state).issuer) return verifyCognitoToken(context, token);
  const provider = Object.values(context.state.loginProviders).find((one) => one.kind === 'openId' && one.issuer === issuer);
  if (provider === undefined) {
    throw new StsError('InvalidIdentityToken', `No OpenIDConnect provider found in your account for ${issuer}`);
  }
  const login = requireValid(context, await verifyLoginToken(context, provider, token));
  // AWS asks no registration for the providers it knows: only trust policies tell their apps apart.
  const isRegistered = builtInProvider(provider.name) !== undefined || provider.clientIds.includes(login.audience);
  if (!isRegistered) throw new StsError('InvalidIdentityToken', 'Incorrect token audience');
  return { ...login, providerNames: federatedNames(provider), keys: tokenKeys(provider.name, login) };
}

async function verifyAccessToken(context: ServiceContext, token: string, providerId: string): Promise<WebIdentity> {
  const provider = readOwn(context.state.loginProviders, providerId);
  if (provider?.kind !== 'accessToken') throw new StsError('InvalidIdentityToken', "Specified provider doesn't exist");
  const verdict = await verifyLoginToken(context, provider, token);
  if (verdict.kind === 'malformed') {
    const message = 'The identity provider (IdP) reported that authentication failed. This might be because the claim is invalid.';
    throw new StsError('IDPRejectedClaim', message, 403);
  }
  const login = requireValid(context, verdict);
  return { ...login, providerNames: federatedNames(provider), keys: tokenKeys(provider.name, login) };
}

/** The second half of the classic flow. */
async function verifyCognitoToken(context: ServiceContext, token: string): Promise<WebIdentity> {
  const check = { now: context.clock.now(), changed: context.changed, requiredClaims: ['sub', 'aud', 'exp', 'iat'] };
  const verdict = await verifyJwt(token, identityPoolIssuer(context.state), check);
  const login = requireValid(context, verdict.kind === 'valid' ? { kind: 'valid', login: loginOf(verdict.claims) } : verdict);
  return { ...login, providerNames: [COGNITO_IDENTITY], keys: tokenKeys(COGNITO_IDENTITY, login) };
}

function requireValid({ clock }: ServiceContext, verdict: LoginVerdict): VerifiedLogin {
  switch (verdict.kind) {
    case 'valid':
      return verdict.login;
    case 'expired': {
      const now = Math.floor(clock.now() / 1000);
      const message = `Token expired: current date/time ${now} must be before the expiration date/time ${verdict.expiredAt}`;
      throw new StsError('ExpiredTokenException', message);
    }
    case 'wrong-signature':
      throw new StsError('InvalidIdentityToken', 'Invalid token signature');
    case 'unknown-key':
      throw new StsError(
        'InvalidIdentityToken',
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
      );
    case 'missing-claim':
      throw new StsError('InvalidIdentityToken', `Missing a required claim: ${verdict.claim}`);
    case 'malformed':
      throw notAJwt();
    case 'unreachable':
      throw new StsError('IDPCommunicationError', 'The identity provider could not be reached. Please try again.');
    default:
      return verdict satisfies never;
  }
}

function notAJwt(): StsError {
  return new StsError('InvalidIdentityToken', 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)');
}

function federatedNames({ name }: LoginProviderState): readonly [string, ...string[]] {
  const arn = `arn:aws:iam::${EMULATOR_ACCOUNT_ID}:oidc-provider/${name}`;
  return builtInProvider(name) === undefined ? [arn] : [name, arn];
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif */
function tokenKeys(host: string, { subject, audience, claims }: VerifiedLogin): ContextKeys {
  const names = builtInProvider(host) ?? { audience: 'aud', subject: 'sub' };
  const { amr, aud, azp } = claims;
  return {
    'aws:FederatedProvider': host,
    [`${host}:${names.audience}`]: audience,
    [`${host}:${names.subject}`]: subject,
    ...(Array.isArray(amr) ? { [`${host}:amr`]: amr.map(String) } : {}),
    // What the token itself calls its audience, when another is taken for it.
    ...(azp !== undefined && typeof aud === 'string' ? { [`${host}:oaud`]: aud } : {}),
  };
}
