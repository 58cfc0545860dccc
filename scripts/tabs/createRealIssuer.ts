import type { IncomingMessage, ServerResponse } from 'node:http';
import { createGates, type Gate } from './createGates.ts';

/** How an issuer behaves. */
export interface IssuerOptions {
  /** How long a refresh token that was used may be used again, ms. Default 60 000, as in our template. */
  readonly graceMs?: number;
  /** How long the tokens of a sign-in live, ms. Default 5 minutes, as those of a refresh. 0: they are to be refreshed at once. */
  readonly signInLifetimeMs?: number;
  /** How long AWS credentials live, ms. Default 1 hour. */
  readonly credentialLifetimeMs?: number;
}

/** What an issuer was asked for. */
export interface IssuerCounts {
  refreshes: number;
  reuseErrors: number;
  graceUses: number;
}

/** Refresh tokens work once; who comes too late with one is refused. */
export interface RealIssuer {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** Moves its clock. */
  readonly setClock: (aheadMs: number) => void;
  /** Lets the answer to a person's next refresh wait. */
  readonly holdRefresh: (person: string) => Gate;
  readonly counts: IssuerCounts & { credentialCalls: number };
  /** The part of a person. */
  readonly countsOf: (person: string) => IssuerCounts;
  /** When it last answered, real time, epoch ms. */
  readonly answeredAt: () => number;
  /** Whatever nobody but the page that asked may see. */
  readonly secrets: () => readonly string[];
}

const LIFETIME_MS = 5 * 60_000;
const ANSWER_MS = 30;

interface Family extends IssuerCounts {
  serial: number;
  graceUntil: number;
  revoked: boolean;
}

/** An issuer over HTTP, with real time unless its clock is moved. */
export function createRealIssuer(options: IssuerOptions = {}): RealIssuer {
  const { graceMs = 60_000, signInLifetimeMs = LIFETIME_MS, credentialLifetimeMs = 3_600_000 } = options;
  const families = new Map<string, Family>();
  const gates = createGates();
  const secrets: string[] = [];
  let credentialCalls = 0;
  let aheadMs = 0;
  let answeredAt = 0;
  const now = (): number => Date.now() + aheadMs;

  function secret(text: string): string {
    secrets.push(text);
    return text;
  }

  function tokens(name: string, serial: number, lifetimeMs: number): object {
    const seconds = Math.floor(now() / 1000);
    const payload = { sub: name.split(' ')[0], iss: 'https://issuer', iat: seconds, exp: seconds + lifetimeMs / 1000 };
    const token = secret(`e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.signature${name}${serial}`);
    return { AuthenticationResult: { IdToken: token, AccessToken: token, RefreshToken: secret(`refresh-token:${name}/${serial}`) } };
  }

  function refresh(name: string, serial: number): object | undefined {
    const family = families.get(name);
    if (family === undefined || family.revoked) return undefined;
    family.refreshes += 1;
    if (serial < family.serial) {
      if (now() > family.graceUntil) {
        family.reuseErrors += 1;
        return undefined;
      }
      family.graceUses += 1;
    } else family.graceUntil = now() + graceMs;
    family.serial += 1;
    return tokens(name, family.serial, LIFETIME_MS);
  }

  function serve(operation: string, { name, serial }: { readonly name: string; readonly serial: number }): object | undefined {
    switch (operation) {
      case 'InitiateAuth':
        families.set(name, { serial: 1, graceUntil: 0, revoked: false, refreshes: 0, reuseErrors: 0, graceUses: 0 });
        return tokens(name, 1, signInLifetimeMs);
      case 'GetTokensFromRefreshToken':
        return refresh(name, serial);
      case 'RevokeToken': {
        const family = families.get(name);
        if (family !== undefined) family.revoked = true;
        return {};
      }
      case 'GetId':
        return { IdentityId: 'id' };
      default: {
        credentialCalls += 1;
        const keys = { SecretKey: secret(`secret-key:${credentialCalls}`), SessionToken: secret(`session-token:${credentialCalls}`) };
        return { Credentials: { AccessKeyId: `ASIA${credentialCalls}`, ...keys, Expiration: (now() + credentialLifetimeMs) / 1000 } };
      }
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const body = Buffer.concat(chunks).toString();
    const [, kept, serial] = /refresh-token:([^/"]+)\/(\d+)/.exec(body) ?? [];
    const [, person] = /"USERNAME":"(\w+)"/.exec(body) ?? [];
    const name = kept ?? `${person} ${families.size}`;
    const result = serve(operation, { name, serial: Number(serial) });
    if (operation === 'GetTokensFromRefreshToken') await gates.pass(name.split(' ')[0] ?? '');
    await new Promise((resolve) => void setTimeout(resolve, ANSWER_MS));
    answeredAt = Date.now();
    response.writeHead(result === undefined ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1', 'access-control-allow-origin': '*' });
    response.end(JSON.stringify(result ?? { __type: 'RefreshTokenReuseException' }));
  }

  function sum(count: (family: Family) => number, of: (name: string) => boolean): number {
    return [...families].reduce((total, [name, family]) => total + (of(name) ? count(family) : 0), 0);
  }

  function countWhere(of: (name: string) => boolean): IssuerCounts {
    return {
      refreshes: sum(({ refreshes }) => refreshes, of),
      reuseErrors: sum(({ reuseErrors }) => reuseErrors, of),
      graceUses: sum(({ graceUses }) => graceUses, of),
    };
  }

  return {
    handle: (request, response) => void answer(request, response).catch(() => response.destroy()),
    setClock: (next) => void (aheadMs = next),
    holdRefresh: gates.hold,
    get counts() {
      return { ...countWhere(() => true), credentialCalls };
    },
    countsOf: (person) => countWhere((name) => name.startsWith(`${person} `)),
    answeredAt: () => answeredAt,
    secrets: () => secrets,
  };
}
