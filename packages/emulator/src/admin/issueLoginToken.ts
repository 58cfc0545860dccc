import { readOwn } from '../awsHttp/ownProperty.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { signJwt } from '../jwt/signJwt.ts';
import type { LoginProviderState } from '../loginProviders/loginProviderState.ts';
import { randomToken } from '../randomToken.ts';
import { secretDigest } from '../secretDigest.ts';

/** Somebody who signed in with a login provider. */
export interface LoginTokenOptions {
  /** The provider's name, for example `accounts.google.com`. */
  readonly provider: string;
  /** The person's name there. */
  readonly subject: string;
  /** The app they signed in to. Default: the first that is registered with the provider. */
  readonly clientId?: string;
  /** How long the token works, in s. Default 3 600. */
  readonly lifetimeSeconds?: number;
  /** Further claims of an ID token, for example `email`, or others than the ones above; `undefined` leaves one out. Default none. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

const DEFAULT_LIFETIME_SECONDS = 3600;

/**
 * Issues what a provider hands to an app: an ID token, or an opaque access token of Login with Amazon or Facebook.
 * @throws Error for a provider that is not seeded, has no app, or signs elsewhere.
 */
export async function issueLoginToken(context: ServiceContext, options: LoginTokenOptions): Promise<string> {
  const provider = requireLoginProvider(context, options.provider);
  const { subject, clientId = provider.clientIds[0], lifetimeSeconds = DEFAULT_LIFETIME_SECONDS, claims = {} } = options;
  if (clientId === undefined) throw new Error(`The login provider ${provider.name} has no app. Seed it with a client id.`);
  const now = context.clock.now();
  if (provider.kind === 'accessToken') {
    const token = `EMU|${randomToken(48)}`;
    provider.accessTokens[secretDigest(token)] = { subject, clientId, expiresAt: now + lifetimeSeconds * 1000 };
    context.changed();
    return token;
  }
  if (provider.jwks !== undefined || isUserPool(context, provider.issuer)) {
    throw new Error(`The tokens of ${provider.name} are signed elsewhere: the emulator has no key for them.`);
  }
  const issuedAt = Math.floor(now / 1000);
  const standard = { iss: provider.issuer, sub: subject, aud: clientId, iat: issuedAt, exp: issuedAt + lifetimeSeconds };
  return signJwt({ ...standard, ...claims }, provider, 'RS256', context.changed);
}

/**
 * The login provider of a name.
 * @throws Error when none is seeded.
 */
export function requireLoginProvider({ state }: ServiceContext, name: string): LoginProviderState {
  const provider = readOwn(state.loginProviders, name);
  if (provider === undefined) throw new Error(`The emulator has no login provider ${name}. Seed one.`);
  return provider;
}

function isUserPool({ state }: ServiceContext, issuer: string): boolean {
  return Object.values(state.userPools).some((pool) => pool.issuer === issuer);
}
