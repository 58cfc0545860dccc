import type { JWTPayload } from 'jose';
import { readOwn } from '../awsHttp/ownProperty.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { verifyJwt, type TokenIssuer, type TokenVerdict } from '../jwt/verifyJwt.ts';
import { secretDigest } from '../secretDigest.ts';
import { userPoolIssuer } from '../userPool/verifyToken.ts';
import type { AccessTokenProviderState, LoginProviderState, OpenIdProviderState } from './loginProviderState.ts';

/** Who a login token belongs to. */
export interface VerifiedLogin {
  /** The person's name with the provider. */
  readonly subject: string;
  /** The app it was issued to. */
  readonly audience: string;
  readonly claims: JWTPayload;
}

/** A login token that verified, or why it did not. */
export type LoginVerdict =
  | { readonly kind: 'valid'; readonly login: VerifiedLogin }
  | Exclude<TokenVerdict, { readonly kind: 'valid' }>
  | { readonly kind: 'unreachable' };

/** Verifies a token of a login provider. Whether its audience is welcome is for the caller to say. */
export async function verifyLoginToken(context: ServiceContext, provider: LoginProviderState, token: string): Promise<LoginVerdict> {
  if (provider.unreachable) return { kind: 'unreachable' };
  if (provider.kind === 'accessToken') return verifyAccessToken(context, provider, token);
  const check = { now: context.clock.now(), changed: context.changed, requiredClaims: ['sub', 'aud', 'exp', 'iat'] };
  const verdict = await verifyJwt(token, issuerOf(context, provider), check);
  return verdict.kind === 'valid' ? { kind: 'valid', login: loginOf(verdict.claims) } : verdict;
}

/** Who a verified ID token belongs to. Google and others name the app itself in `azp` when `aud` is somebody else. */
export function loginOf(claims: JWTPayload): VerifiedLogin {
  const { sub: subject = '', aud, azp } = claims;
  const [audience = ''] = [azp, aud].flat().filter((name) => typeof name === 'string');
  return { subject, audience, claims };
}

/** Where the keys of an OpenID provider are: with a seeded user pool of that issuer, with the provider, or elsewhere. */
function issuerOf({ state }: ServiceContext, provider: OpenIdProviderState): TokenIssuer {
  const { issuer, jwks } = provider;
  const pool = Object.values(state.userPools).find((candidate) => candidate.issuer === issuer);
  if (pool !== undefined) return userPoolIssuer(pool);
  return { issuer, keys: jwks === undefined ? { owner: provider, algorithm: 'RS256' } : { jwks } };
}

function verifyAccessToken({ clock }: ServiceContext, { accessTokens }: AccessTokenProviderState, token: string): LoginVerdict {
  const known = readOwn(accessTokens, secretDigest(token));
  if (known === undefined) return { kind: 'malformed' };
  if (known.expiresAt <= clock.now()) return { kind: 'expired', expiredAt: Math.floor(known.expiresAt / 1000) };
  const { subject, clientId: audience } = known;
  return { kind: 'valid', login: { subject, audience, claims: { sub: subject, aud: audience } } };
}
