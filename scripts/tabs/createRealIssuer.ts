import type { IncomingMessage, ServerResponse } from 'node:http';

/** Refresh tokens work once; who comes too late with one is refused. */
export interface RealIssuer {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** Moves its clock. */
  readonly setClock: (aheadMs: number) => void;
  /** Lets the next refresh wait; resolves once it has come. */
  readonly holdRefresh: () => { readonly arrived: Promise<void>; readonly release: () => void };
  readonly counts: { refreshes: number; reuseErrors: number; graceUses: number; credentialCalls: number };
  /** When it last answered, real time, epoch ms. */
  readonly answeredAt: () => number;
}

const LIFETIME_MS = 5 * 60_000;
const ANSWER_MS = 30;

/** @param graceMs - How long a refresh token that was used may be used again, ms. */
export function createRealIssuer(graceMs: number): RealIssuer {
  const families = new Map<string, { serial: number; graceUntil: number; revoked: boolean }>();
  const counts = { refreshes: 0, reuseErrors: 0, graceUses: 0, credentialCalls: 0 };
  let aheadMs = 0;
  let answeredAt = 0;
  let held: { readonly arrive: () => void; readonly released: Promise<void> } | undefined;
  const now = (): number => Date.now() + aheadMs;

  function tokens(family: string, serial: number): object {
    const seconds = Math.floor(now() / 1000);
    const payload = { sub: family.split(' ')[0], iss: 'https://issuer', iat: seconds, exp: seconds + LIFETIME_MS / 1000 };
    const token = `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.signature${family}${serial}`;
    return { AuthenticationResult: { IdToken: token, AccessToken: token, RefreshToken: `${family}/${serial}` } };
  }

  function refresh(refreshToken: string): object | undefined {
    const [name = '', serial] = refreshToken.split('/');
    const family = families.get(name);
    counts.refreshes += 1;
    if (family === undefined || family.revoked) return undefined;
    if (Number(serial) < family.serial) {
      if (now() > family.graceUntil) {
        counts.reuseErrors += 1;
        return undefined;
      }
      counts.graceUses += 1;
    } else family.graceUntil = now() + graceMs;
    family.serial += 1;
    return tokens(name, family.serial);
  }

  function serve(operation: string, body: Readonly<Record<string, never>>): object | undefined {
    switch (operation) {
      case 'InitiateAuth': {
        const { USERNAME } = body['AuthParameters'] as unknown as { readonly USERNAME: string };
        const name = `${USERNAME} ${families.size}`;
        families.set(name, { serial: 1, graceUntil: 0, revoked: false });
        return tokens(name, 1);
      }
      case 'GetTokensFromRefreshToken':
        return refresh(String(body['RefreshToken']));
      case 'RevokeToken': {
        const family = families.get(String(body['Token']).split('/')[0] ?? '');
        if (family !== undefined) family.revoked = true;
        return {};
      }
      case 'GetId':
        return { IdentityId: 'id' };
      default: {
        counts.credentialCalls += 1;
        const AccessKeyId = `ASIA${counts.credentialCalls}`;
        return { Credentials: { AccessKeyId, SecretKey: 'secret', SessionToken: 'token', Expiration: (now() + 3_600_000) / 1000 } };
      }
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const result = serve(operation, JSON.parse(Buffer.concat(chunks).toString()) as Readonly<Record<string, never>>);
    if (operation === 'GetTokensFromRefreshToken' && held !== undefined) {
      const { arrive, released } = held;
      held = undefined;
      arrive();
      await released;
    }
    await new Promise((resolve) => void setTimeout(resolve, ANSWER_MS));
    answeredAt = Date.now();
    response.writeHead(result === undefined ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(result ?? { __type: 'RefreshTokenReuseException' }));
  }

  return {
    handle: (request, response) => void answer(request, response).catch(() => response.destroy()),
    setClock: (next) => void (aheadMs = next),
    holdRefresh() {
      let release: () => void = () => undefined;
      const released = new Promise<void>((resolve) => (release = resolve));
      const arrived = new Promise<void>((resolve) => {
        held = { arrive: resolve, released };
      });
      return { arrived, release };
    },
    counts,
    answeredAt: () => answeredAt,
  };
}

