import { createNetwork, type Answer, type Network, type NetworkOptions, type RequestBody } from './createNetwork.ts';
import type { Random } from './createRandom.ts';
import type { Page, World } from './createWorld.ts';

/** How long AWS's answers are good for, and how forgiving it is. */
export interface IssuerOptions extends Omit<NetworkOptions, 'serve'> {
  /** ID and access tokens, ms. */
  readonly tokenLifetimeMs: number;
  /** AWS credentials, ms. */
  readonly credentialLifetimeMs: number;
  /** How long a refresh token that was used may be used again, ms. */
  readonly graceMs: number;
  /** How many requests a second it answers; it throttles the others. Default: all. */
  readonly maxPerSecond?: number;
  /** Told when a refresh token comes again: who sent it and when, and what became of the answer the time before. */
  readonly onReuse: (page: Page, sentAt: number, before: Renewal) => void;
}

type CountName = 'refreshes' | 'reuseErrors' | 'graceUses' | 'lostAnswers' | 'credentialCalls' | 'requests';

/** A user pool and an identity pool, and the network before them. */
export interface Issuer extends Network {
  /** Answers all requests, whatever `maxPerSecond` says. */
  readonly setUnlimited: (unlimited: boolean) => void;
  /** The most requests of a second since the last time. */
  readonly takePeak: () => number;
  /** An administrator signs everybody out. */
  readonly revokeAll: () => void;
  /** Whether nothing has been said that ends the sign-in. */
  readonly isIntact: (family: string) => boolean;
  /** Told what is kept where pages look for it. */
  readonly noteKept: (token: TokenPayload) => void;
  readonly counts: Readonly<Record<CountName, number>>;
}

/** What a token says, and who a set of keys belongs to. */
export interface TokenPayload {
  readonly sub: string;
  readonly family: string;
  readonly serial: number;
  /** Epoch s. */
  readonly exp: number;
}

/** What became of the newest tokens of a sign-in. */
export interface Renewal {
  /** The page that asked for them, and when it did, true time. */
  readonly page: Page;
  readonly sentAt: number;
  /** When they reached it, awake; `undefined` until then. */
  readonly arrivedAt: number | undefined;
  /** True when they are kept where pages look for them. */
  readonly kept: boolean;
}

interface Family {
  readonly sub: string;
  serial: number;
  /** Until when the one before may be used, epoch ms. */
  graceUntil: number;
  revoked: boolean;
  /** True once it was refused for good. */
  refused: boolean;
  newest: { -readonly [Key in keyof Renewal]: Renewal[Key] };
}

const REFUSED = (name: string): Answer => ({ status: 400, body: { __type: name, message: '' } });

/** AWS, as far as sessions and credentials are concerned, by the true time. */
export function createIssuer(world: World, random: Random, options: IssuerOptions): Issuer {
  const families = new Map<string, Family>();
  const counts = { refreshes: 0, reuseErrors: 0, graceUses: 0, lostAnswers: 0, credentialCalls: 0, requests: 0 };
  const network = createNetwork(world, random, { ...options, serve });
  let unlimited = false;
  let peak = 0;
  let second = { at: 0, requests: 0 };
  let keys = 0;

  function tokensOf(name: string, { sub, serial }: Family): object {
    const exp = Math.floor((world.now() + options.tokenLifetimeMs) / 1000);
    const payload = { sub, family: name, serial, exp, iat: Math.floor(world.now() / 1000), iss: 'https://issuer' };
    const token = `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.signature`;
    return { AuthenticationResult: { IdToken: token, AccessToken: token, RefreshToken: `${name}/${serial}` } };
  }

  /** An answer whose loss ends the sign-in once the grace is over. */
  function renewed(name: string, family: Family): Answer {
    const { newest } = family;
    return {
      status: 200,
      body: tokensOf(name, family),
      onArrival(reached) {
        if (reached) newest.arrivedAt = world.now();
        else counts.lostAnswers += 1;
      },
    };
  }

  function signIn(page: Page, sub: string, sentAt: number): Answer {
    const name = `${sub} ${families.size + 1}`;
    const newest = { page, sentAt, arrivedAt: undefined, kept: false };
    const family: Family = { sub, serial: 1, graceUntil: 0, revoked: false, refused: false, newest };
    families.set(name, family);
    return renewed(name, family);
  }

  function refresh(page: Page, refreshToken: string, sentAt: number): Answer {
    const [name = '', serial = ''] = refreshToken.split('/');
    const family = families.get(name);
    counts.refreshes += 1;
    if (family === undefined || family.revoked) return REFUSED('NotAuthorizedException');
    if (Number(serial) < family.serial) {
      options.onReuse(page, sentAt, family.newest);
      if (world.now() > family.graceUntil) {
        counts.reuseErrors += 1;
        family.refused = true;
        return REFUSED('RefreshTokenReuseException');
      }
      counts.graceUses += 1;
    } else {
      family.graceUntil = world.now() + options.graceMs;
    }
    family.serial += 1;
    family.newest = { page, sentAt, arrivedAt: undefined, kept: false };
    return renewed(name, family);
  }

  function credentials(logins: Readonly<Record<string, string>> = {}): Answer {
    const token = Object.values(logins)[0];
    if (token === undefined) return REFUSED('NotAuthorizedException');
    const { sub, exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as TokenPayload;
    if (exp * 1000 <= world.now()) return { status: 400, body: { __type: 'NotAuthorizedException', message: 'Token expired' } };
    counts.credentialCalls += 1;
    const Expiration = (world.now() + options.credentialLifetimeMs) / 1000;
    const Credentials = { AccessKeyId: `ASIA ${sub} ${(keys += 1)}`, SecretKey: 'secret', SessionToken: sub, Expiration };
    return { status: 200, body: { IdentityId: `id of ${sub}`, Credentials } };
  }

  function serve(page: Page, operation: string, body: RequestBody, sentAt: number): Answer {
    const at = Math.floor(world.now() / 1000);
    counts.requests += 1;
    second = { at, requests: second.at === at ? second.requests + 1 : 1 };
    peak = Math.max(peak, second.requests);
    if (!unlimited && second.requests > (options.maxPerSecond ?? Infinity)) return { status: 429, body: { __type: 'TooManyRequestsException' } };
    switch (operation) {
      case 'InitiateAuth':
        return signIn(page, body.AuthParameters?.USERNAME ?? '', sentAt);
      case 'GetTokensFromRefreshToken':
        return refresh(page, body.RefreshToken ?? '', sentAt);
      case 'RevokeToken': {
        const family = families.get(body.Token?.split('/')[0] ?? '');
        if (family !== undefined) family.revoked = true;
        return { status: 200, body: {} };
      }
      case 'GetId':
        return { status: 200, body: { IdentityId: 'an id' } };
      default:
        return credentials(body.Logins);
    }
  }

  return {
    ...network,
    counts,
    setUnlimited: (next) => void (unlimited = next),
    takePeak() {
      const before = peak;
      peak = 0;
      return before;
    },
    revokeAll() {
      for (const family of families.values()) family.revoked = true;
    },
    isIntact(name) {
      const family = families.get(name);
      return family !== undefined && !family.revoked && !family.refused;
    },
    noteKept({ family: name, serial }) {
      const family = families.get(name);
      if (family?.serial === serial) family.newest.kept = true;
    },
  };
}
