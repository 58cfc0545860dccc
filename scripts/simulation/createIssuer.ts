import type { Random } from './createRandom.ts';
import type { Page, World } from './createWorld.ts';

/** How long AWS's answers are good for, and how forgiving it is. */
export interface IssuerOptions {
  /** ID and access tokens, ms. */
  readonly tokenLifetimeMs: number;
  /** AWS credentials, ms. */
  readonly credentialLifetimeMs: number;
  /** How long a refresh token that was used may be used again, ms. */
  readonly graceMs: number;
  /** How many requests a second it answers; it throttles the others. Default: all. */
  readonly maxPerSecond?: number;
  /** Told when a refresh token comes again although a page that could keep its successor has got it. */
  readonly onRefreshedTwice: (page: Page) => void;
  /** Told when credentials are asked for. */
  readonly onCredentials: (page: Page, sub: string) => void;
  /** Told of each request that is sent. */
  readonly onRequest: (page: Page, operation: string) => void;
}

/** What the network and the service do to requests at the moment. */
export type Fault = 'none' | 'unreachable' | 'answer lost' | 'hung' | 'throttled' | 'failing' | 'captive portal';

type CountName = 'refreshes' | 'reuseErrors' | 'graceUses' | 'lostAnswers' | 'credentialCalls' | 'requests';

/** A user pool and an identity pool. */
export interface Issuer {
  /** A page's `fetch`. */
  readonly fetchFor: (page: Page) => typeof fetch;
  readonly setFault: (fault: Fault) => void;
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
}

interface Family {
  readonly sub: string;
  serial: number;
  /** Until when the one before may be used, epoch ms. */
  graceUntil: number;
  revoked: boolean;
  /** True once it was refused for good. */
  refused: boolean;
  /** True when the newest tokens are kept. */
  kept: boolean;
  /** Who got the newest tokens, and when. */
  carrier: { readonly page: Page; readonly since: number } | undefined;
}

interface Answer {
  readonly status: number;
  readonly body: object;
  /** Told whether it has reached a page that is awake. */
  readonly onArrival?: (reached: boolean) => void;
}

const REFUSED = (name: string): Answer => ({ status: 400, body: { __type: name, message: '' } });

/** AWS, as far as sessions and credentials are concerned, by the true time. */
export function createIssuer(world: World, random: Random, options: IssuerOptions): Issuer {
  const families = new Map<string, Family>();
  const counts = { refreshes: 0, reuseErrors: 0, graceUses: 0, lostAnswers: 0, credentialCalls: 0, requests: 0 };
  let unlimited = false;
  let peak = 0;
  let second = { at: 0, requests: 0 };
  let fault: Fault = 'none';
  let keys = 0;

  function tokensOf(name: string, { sub, serial }: Family): object {
    const exp = Math.floor((world.now() + options.tokenLifetimeMs) / 1000);
    const payload = { sub, family: name, serial, exp, iat: Math.floor(world.now() / 1000), iss: 'https://issuer' };
    const token = `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.signature`;
    return { AuthenticationResult: { IdToken: token, AccessToken: token, RefreshToken: `${name}/${serial}` } };
  }

  /** An answer whose loss ends the sign-in once the grace is over. */
  function renewed(page: Page, name: string, family: Family): Answer {
    const { serial } = family;
    family.kept = false;
    family.carrier = undefined;
    return {
      status: 200,
      body: tokensOf(name, family),
      onArrival(reached) {
        if (!reached) counts.lostAnswers += 1;
        else if (family.serial === serial) family.carrier = { page, since: world.now() };
      },
    };
  }

  const isSafe = ({ kept, carrier }: Family): boolean =>
    kept || (carrier !== undefined && carrier.page.isAlive() && carrier.page.disturbedAt() < carrier.since);

  function signIn(page: Page, sub: string): Answer {
    const name = `${sub} ${families.size + 1}`;
    const family: Family = { sub, serial: 1, graceUntil: 0, revoked: false, refused: false, kept: false, carrier: undefined };
    families.set(name, family);
    return renewed(page, name, family);
  }

  function refresh(page: Page, refreshToken: string, sentAt: number): Answer {
    const [name = '', serial = ''] = refreshToken.split('/');
    const family = families.get(name);
    counts.refreshes += 1;
    if (family === undefined || family.revoked) return REFUSED('NotAuthorizedException');
    if (Number(serial) < family.serial) {
      // What was on its way when its page was left may arrive after what the page sends that took over.
      if (isSafe(family) && page.disturbedAt() < sentAt) options.onRefreshedTwice(page);
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
    return renewed(page, name, family);
  }

  function credentials(page: Page, logins: Readonly<Record<string, string>> = {}): Answer {
    const token = Object.values(logins)[0];
    if (token === undefined) return REFUSED('NotAuthorizedException');
    const { sub, exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as TokenPayload & { exp: number };
    if (exp * 1000 <= world.now()) return { status: 400, body: { __type: 'NotAuthorizedException', message: 'Token expired' } };
    counts.credentialCalls += 1;
    options.onCredentials(page, sub);
    const Expiration = (world.now() + options.credentialLifetimeMs) / 1000;
    const Credentials = { AccessKeyId: `ASIA ${sub} ${(keys += 1)}`, SecretKey: 'secret', SessionToken: sub, Expiration };
    return { status: 200, body: { IdentityId: `id of ${sub}`, Credentials } };
  }

  function serve(page: Page, operation: string, body: Body, sentAt: number): Answer {
    const at = Math.floor(world.now() / 1000);
    second = { at, requests: second.at === at ? second.requests + 1 : 1 };
    peak = Math.max(peak, second.requests);
    if (fault === 'throttled' || (!unlimited && second.requests > (options.maxPerSecond ?? Infinity))) return { status: 429, body: { __type: 'TooManyRequestsException' } };
    if (fault === 'failing') return { status: 503, body: {} };
    switch (operation) {
      case 'InitiateAuth':
        return signIn(page, body.AuthParameters?.USERNAME ?? '');
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
        return credentials(page, body.Logins);
    }
  }

  const fetchFor = (page: Page): typeof fetch => (_url, init) =>
    new Promise((resolve, reject) => {
      const request = init as { headers: Readonly<Record<string, string>>; body: string; signal: AbortSignal };
      const { signal } = request;
      const fail = (): void => page.deliver(() => reject(new TypeError('Failed to fetch')));
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      const operation = request.headers['x-amz-target']?.split('.')[1] ?? '';
      counts.requests += 1;
      options.onRequest(page, operation);
      const now = fault;
      const sentAt = world.now();
      const tripMs = (): number => (random.chance(0.03) ? random.between(300, 1_000) : random.between(5, 120));
      if (now === 'unreachable') return void world.after(tripMs(), fail);
      if (now === 'captive portal') return void world.after(tripMs(), () => page.deliver(() => resolve(new Response('<html>'))));
      world.after(tripMs(), () => {
        const servedAt = world.now();
        const answer = serve(page, operation, JSON.parse(request.body) as Body, sentAt);
        if (now === 'hung') return answer.onArrival?.(false);
        world.after(tripMs(), () => {
          const headers = { date: new Date(servedAt).toUTCString() };
          const reached = now !== 'answer lost' && page.isAlive() && !page.isFrozen() && !signal.aborted;
          answer.onArrival?.(reached);
          if (now === 'answer lost') fail();
          else page.deliver(() => resolve(new Response(JSON.stringify(answer.body), { status: answer.status, headers })));
        });
      });
    });

  return {
    fetchFor,
    counts,
    setFault: (next) => void (fault = next),
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
      if (family?.serial === serial) family.kept = true;
    },
  };
}

interface Body {
  readonly AuthParameters?: Readonly<Record<'USERNAME', string>>;
  readonly RefreshToken?: string;
  readonly Token?: string;
  readonly Logins?: Readonly<Record<string, string>>;
}
